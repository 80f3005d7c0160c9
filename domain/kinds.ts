// Kinds of organising bodies and of facilities, and what each is called (guides of the portal; natures of a pouvoir organisateur: hypothèse).

export const bodyKinds = {
  'asbl': 'ASBL',
  'commune': 'Commune',
  'cpas': 'CPAS',
  'province': 'Province',
  'company': 'Société',
  'university': 'Université',
  'natural-person': 'Personne physique',
} as const;

export const facilityKinds = {
  'subsidised-creche': 'Crèche subventionnée',
  'creche': 'Crèche non subventionnée',
  'childminder': "Accueillant·e d'enfants indépendant·e",
  'co-childminder': "Co-accueillant·e d'enfants indépendant·e",
  'childminder-service': "Service d'accueil d'enfants",
  'after-school-1': 'Accueil extrascolaire de type 1',
  'after-school-2': 'Accueil extrascolaire de type 2',
} as const;
