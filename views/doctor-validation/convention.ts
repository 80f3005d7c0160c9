/**
 * A model of the convention between a crèche and a doctor, for word processors (RTF). ONE's own is not published in a form that may be taken over: these
 * words are ours, by the points that ONE looks at, and say so (hypothèse).
 */
const blank = '……………………………………';

const model: readonly { title: string; text: readonly string[] }[] = [
  {
    title: '1. Les parties',
    text: [
      `Le pouvoir organisateur ${blank} (numéro d'entreprise ${blank}), représenté par ${blank}, pour son milieu d'accueil ${blank}, situé à ${blank} ;`,
      `le docteur ${blank}, médecin généraliste / pédiatre (biffer la mention inutile), numéro INAMI ${blank}, dont le cabinet est situé à ${blank}.`,
    ],
  },
  {
    title: "2. L'objet : la médecine préventive seulement",
    text: [
      "Le médecin assure la surveillance de la santé des enfants accueillis, selon le règlement de l'ONE du 25 janvier 2017 (articles 23 et suivants) et le programme de vaccination. Les soins curatifs sont exclus de la convention.",
    ],
  },
  {
    title: '3. Le rythme des consultations',
    text: [
      `Les consultations ont lieu ${blank} (jours, heures, nombre par mois), dans les locaux du milieu d'accueil.`,
    ],
  },
  {
    title: '4. Les honoraires et les déplacements',
    text: [
      `Les honoraires sont de ${blank} par heure de consultation. La distance aller-retour entre le cabinet et le milieu d'accueil est de ${blank} kilomètres ; les déplacements sont payés ${blank} par kilomètre.`,
    ],
  },
  {
    title: '5. La durée et le préavis',
    text: [
      `La collaboration commence le ${blank}, pour une durée ${blank}. Chaque partie peut y mettre fin par écrit, avec un préavis de ${blank}.`,
    ],
  },
  {
    title: '6. La date et les signatures',
    text: [
      `Fait en deux exemplaires à ${blank}, le ${blank}.`,
      `Pour le pouvoir organisateur (nom, qualité, signature) : ${blank}`,
      `Le médecin (nom, signature) : ${blank}`,
    ],
  },
];
const head = {
  mark: 'MODÈLE',
  title: "Convention de collaboration entre un milieu d'accueil et un médecin",
  warning:
    "Ce modèle est proposé par le portail comme une aide et reste à confirmer par l'ONE : une autre convention qui reprend ces points convient aussi. Complétez-le, faites-le signer par les deux parties, puis joignez-le à la demande.",
};

/** Every sign beyond ASCII by its number, as RTF wants it. */
const escaped = (text: string): string =>
  text.replace(/[\\{}]/g, '\\$&').replace(/[^\n -~]/g, (sign) => `\\u${String(sign.charCodeAt(0))}?`);
const paragraph = (text: string, format = ''): string => `{\\pard\\sa160${format} ${escaped(text)}\\par}`;

export const conventionModel = (): string =>
  [
    '{\\rtf1\\ansi\\deff0\\deflang2060{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22',
    paragraph(head.mark, '\\qr\\b\\fs28'),
    paragraph(head.title, '\\b\\fs32'),
    paragraph(head.warning, '\\i'),
    ...model.flatMap(({ title, text }) => [paragraph(title, '\\keepn\\b'), ...text.map((each) => paragraph(each))]),
    '}',
  ].join('\n');
