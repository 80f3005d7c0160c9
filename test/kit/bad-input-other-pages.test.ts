import { describePages } from './bad-input-pages.ts';

describePages('bad input in addresses of operators and parents', (path) => !/^\/(office|supervision)/.test(path));
