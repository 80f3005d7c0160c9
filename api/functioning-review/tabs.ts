/** The two pages of reviews at ONE. */
export const reviewTabs = (here: 'plan' | 'stages'): object[] => [
  { label: "Plan de l'année", href: '/office/reviews', active: here === 'plan' },
  { label: 'En cours, par étape', href: '/office/reviews/stages', active: here === 'stages' },
];
