import { describeFields } from './bad-input-typed.ts';

describeFields('bad input in the fields of ONE', (route) => /^\/(office|supervision)/.test(route), 100);
