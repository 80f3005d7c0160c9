/** Words that say nothing of which organisation or module is meant, and those that say the same. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const legalForms = set('belgique asbl aisbl vzw srl sprl sa scrl sc snc scs fondation fdn ivzw bv nv');
export const articles = set(
  'le la les l de du des d un une au aux a et en pour par sur dans avec entre chez ou son sa ses leur leurs se ce cet cette qui que vers the',
);
/** Said of any module. */
export const moduleNoise = set('formation module atelier cours journee formations modules session theme');
export const honorifics = set(
  'mme madame mlle melle mademoiselle m mr monsieur dr docteur formatrice formateur intervenante intervenant animateur animatrice prof professeur',
);
export const halls = set(
  'salle ecole hall local locaux bibliotheque maison communale complexe rue avenue place chaussee gymnase refectoire cantine auberge eglise',
);
/** Where one teaches: a name that begins with two of these words is a place. */
export const hallWords = set(
  'polyvalente communale fetes fete sportif omnisports scouts fondamentale primaire maternelle paroissiale village culturelle libre st saint sainte',
);
export const givenNames = set(
  'anne sophie marc julie olivier nathalie benoit caroline vincent marie jean pierre luc isabelle catherine philippe michel christine francoise ' +
    'veronique valerie sandrine celine laurence stephanie aurelie emilie laura sarah thomas nicolas david frederic christophe pascal patrick thierry ' +
    'bernard daniel eric alain dominique martine monique brigitte fabienne virginie delphine helene claire alice charlotte camille manon chloe elise',
);
/** A verb and its noun, as modules are called by either. */
const same: readonly (readonly [string, string])[] = [
  ['gerer', 'gestion'],
  ['animer', 'animation'],
  ['prevenir', 'prevention'],
  ['observer', 'observation'],
  ['decouvrir', 'decouverte'],
  ['amenager', 'amenagement'],
  ['communiquer', 'communication'],
  ['accueillir', 'accueil'],
  ['eveiller', 'eveil'],
  ['eduquer', 'education'],
  ['jouer', 'jeu'],
  ['jeux', 'jeu'],
  ['developper', 'developpement'],
  ['soutenir', 'soutien'],
  ['exprimer', 'expression'],
  ['lire', 'lecture'],
  ['cuisiner', 'cuisine'],
  ['bricoler', 'bricolage'],
  ['creer', 'creation'],
  ['secourir', 'secours'],
  ['jardiner', 'jardinage'],
];
export const sameWord: ReadonlyMap<string, string> = new Map(same);
