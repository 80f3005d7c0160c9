/** The documents that the demonstration persons sent: a name on the page, and a page of text inside. */
export const documentNames: Readonly<Record<string, [file: string, title: string, ...lines: string[]]>> = {
  'plan': [
    'plans-et-superficies.pdf',
    'Plans et superficies',
    'Espace de vie : 84 m²',
    'Espace de repos : 46 m²',
    'Espace change : 9 m²',
    'Jardin clôturé : 120 m²',
  ],
  'occupation': [
    'bail.pdf',
    "Preuve d'occupation des locaux",
    'Contrat de bail de neuf ans, usage : accueil de la petite enfance.',
  ],
  'fire-report': [
    'rapport-prevention-incendie.pdf',
    'Rapport de prévention incendie',
    'Avis favorable de la zone de secours.',
    'Deux issues de secours, éclairage de sécurité en ordre.',
  ],
  'insurance': [
    'assurance-rc.pdf',
    'Assurance responsabilité civile',
    'Attestation de couverture pour les activités de garde.',
  ],
  'safety': [
    'attestation-securite.pdf',
    'Attestation de sécurité du lieu temporaire',
    'Visite préalable effectuée.',
    'Le lieu convient à un accueil de jour.',
  ],
  'fire-attestation': [
    'attestation-incendie-domicile.pdf',
    'Attestation de sécurité incendie du domicile',
    'Détecteurs de fumée à chaque étage, couverture anti-feu dans la cuisine.',
  ],
  'household-extracts': [
    'extraits-casier.pdf',
    'Extraits de casier judiciaire (exemple)',
    'Document fictif, sans contenu.',
  ],
  'body-decision': [
    'decision-organe.pdf',
    "Décision de l'organe compétent",
    "Extrait du procès-verbal de l'assemblée générale.",
  ],
  'parents-letter': [
    'lettre-aux-parents.pdf',
    "Lettre d'information aux parents",
    'Madame, Monsieur,',
    'Nous vous informons des changements annoncés et des solutions proposées.',
  ],
  'works-reception': [
    'reception-des-travaux.pdf',
    'Procès-verbal de réception des travaux',
    'Travaux achevés, aucune réserve.',
  ],
  'staffing-plan': [
    'plan-encadrement.pdf',
    "Plan d'encadrement",
    'Puéricultrices : 6,5 équivalents temps plein',
    'Infirmière : 0,5 équivalent temps plein',
  ],
  'remedy': ['mesures-prises.pdf', 'Mesures prises à la suite du refus', 'Factures et photos des aménagements.'],
  'commune-advice': [
    'avis-de-la-commune.pdf',
    'Avis de la commune',
    "Affectation compatible avec le plan communal d'aménagement.",
  ],
  'works-calendar': [
    'calendrier-des-travaux.pdf',
    'Calendrier des travaux',
    'Toiture : huit semaines',
    'Chauffage : trois semaines',
    'Finitions : deux semaines',
  ],
};
