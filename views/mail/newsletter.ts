/** The mail of an issue of a letter: its text whole, as it stands on the portal. */
import { piecesOf, type Piece } from '../../domain/linked-text.ts';
import { letterNames, type Letter } from '../../domain/newsletters.ts';

export interface NewsletterText {
  subject: string;
  name: string;
  title: string;
  text: string;
  pieces: Piece[];
  hasFile: boolean;
}

export const presentNewsletter = ({
  letter,
  title,
  text,
  hasFile,
}: {
  letter: Letter;
  title: string;
  text: string;
  hasFile: boolean;
}): NewsletterText => ({
  subject: `${letterNames[letter]} : ${title}`,
  name: letterNames[letter],
  title,
  text,
  pieces: piecesOf(text),
  hasFile,
});
