/** The types of files that are taken. */

/** Extensions accepted, and the type under which each is given back. */
export const acceptedTypes = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
} as const;
/** Extensions of photos. */
export const photoTypes = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
/** Of workbooks that are read as rows, of today and of before 2007. */
export type WorkbookType = 'xlsx' | 'xls';
export type Extension = keyof typeof acceptedTypes | keyof typeof photoTypes | WorkbookType;
/** For the `accept` of a file field. */
export const acceptAttribute = Object.keys(acceptedTypes)
  .map((extension) => `.${extension}`)
  .join(',');

export const photoAcceptAttribute = Object.keys(photoTypes)
  .map((extension) => `.${extension}`)
  .join(',');

export const isAccepted = (extension: string): extension is keyof typeof acceptedTypes =>
  Object.hasOwn(acceptedTypes, extension);
export const isPhoto = (extension: string): extension is keyof typeof photoTypes =>
  Object.hasOwn(photoTypes, extension);
