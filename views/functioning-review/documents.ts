/** The documentation of reviews: what can be read before the first day. Each is a page that prints; its text stands in `documents/<code>.hbs`. */
export const reviewDocuments = [
  {
    code: 'guide',
    title: 'Guide du bilan de fonctionnement',
    text: "Ce qu'est le bilan, comment il se déroule, et ce que chacun fait à chaque étape.",
  },
  {
    code: 'team-meeting',
    title: "Préparer la réunion d'équipe",
    text: "Un ordre du jour et un modèle de procès-verbal, à imprimer pour l'équipe.",
  },
  {
    code: 'plan-example',
    title: "Exemple d'un plan d'action",
    text: 'Un objectif, ses actions, son indicateur et son échéance.',
  },
] as const;
