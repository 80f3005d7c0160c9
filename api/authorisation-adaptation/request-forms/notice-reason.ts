import type { Field } from './form.ts';

/** Asked beside the wished day, when it comes sooner than the notice. */
export const noticeReason: Field = {
  name: 'noticeReason',
  input: 'textarea',
  label: 'Motif du délai réduit',
  hint: 'Ce qui vous a empêché de prévenir plus tôt.',
  required: true,
  maxLength: 1000,
  whenNoticeIsShort: true,
};
