/** A typed text with the addresses in it: pieces in their order, those that are an address bear it. Nothing but `https` becomes a link. */
export interface Piece {
  text: string;
  href?: string;
}

/** What ends a sentence behind an address is not of it. */
const ending = /[.,;:!?)\]»”"']+$/u;

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (words: string): void => {
    const last = pieces.at(-1);
    if (words === '') return;
    if (last && last.href === undefined) last.text += words;
    else pieces.push({ text: words });
  };
  let from = 0;
  for (const match of text.matchAll(/\bhttps:\/\/[^\s<>]+/gu)) {
    const address = match[0].replace(ending, '');
    add(text.slice(from, match.index));
    if (URL.canParse(address)) pieces.push({ text: address, href: address });
    else add(address);
    from = match.index + address.length;
  }
  add(text.slice(from));
  return pieces;
}
