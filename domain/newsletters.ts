/** The two letters of ONE to operators, and how they come. Flash Accueil: guide of childminders §11; PRO.DIG.E: the guides' first page. */
export const letters = ['flash-accueil', 'prodige'] as const;
export type Letter = (typeof letters)[number];
export const letterNames: Readonly<Record<Letter, string>> = {
  'flash-accueil': 'Flash Accueil',
  'prodige': 'PRO.DIG.E',
};

/** `none` is of the portal: the letters are read there all the same (hypothèse). */
export const letterWays = ['mail', 'post', 'none'] as const;
export type LetterWay = (typeof letterWays)[number];
