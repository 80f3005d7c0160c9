/** What is joined to the report, with its submission. */
import type { FileField } from '../../documents/file-fields.ts';

export const attachmentField: FileField = {
  name: 'file',
  slot: 'attachment',
  label: 'Documents à joindre',
  hint: 'Tout document que vous jugez utile de transmettre à votre gestionnaire de dossier.',
};
