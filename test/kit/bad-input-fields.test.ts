import { describeFields } from './bad-input-typed.ts';

describeFields(
  'bad input in the fields of operators and parents',
  (route) => !/^\/(office|supervision)/.test(route),
  300,
);
