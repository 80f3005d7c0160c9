/** What both forms of a project ask. The questions and their order: hypothèse, no source gives the form of ONE. */
import type { Question, Step } from '../../drafts/form.ts';
import type { ProjectContext } from './values.ts';

export const projectStep = (careType: Question<ProjectContext>): Step<ProjectContext> => ({
  key: 'project',
  title: 'Le projet et qui le porte',
  fields: [
    careType,
    { name: 'name', input: 'text', label: 'Nom du projet', hint: "S'il en a déjà un.", maxLength: 100 },
    {
      name: 'carrier',
      input: 'choice',
      label: 'Qui porte le projet ?',
      short: 'Porteur du projet',
      required: true,
      options: [
        { value: 'natural-person', text: 'Une personne physique' },
        { value: 'legal-person', text: 'Une personne morale (ASBL, commune, CPAS, société…)' },
        { value: 'to-be-founded', text: 'Une personne morale qui reste à créer' },
      ],
    },
    {
      name: 'enterpriseNumber',
      input: 'text',
      label: "Numéro d'entreprise",
      hint: "S'il existe déjà, par exemple 0440.966.354.",
      maxLength: 20,
    },
    {
      name: 'idea',
      input: 'textarea',
      label: 'Votre projet pédagogique, en quelques lignes',
      short: 'Projet pédagogique',
      hint: 'Ce que vous voulez offrir aux enfants et aux familles. Il sera développé avec vous.',
      required: true,
      maxLength: 4000,
    },
  ],
});

export const premisesStep = (hint: string): Step<ProjectContext> => ({
  key: 'premises',
  title: 'Les locaux',
  intro: "L'adresse n'est pas encore connue ? Écrivez la localité où vous cherchez.",
  fields: [
    { name: 'postcode', input: 'text', label: 'Code postal', required: true, maxLength: 20 },
    { name: 'locality', input: 'text', label: 'Localité', required: true, maxLength: 80 },
    {
      name: 'street',
      input: 'text',
      label: 'Rue et numéro',
      hint: "Si l'adresse est connue.",
      maxLength: 120,
    },
    {
      name: 'occupation',
      input: 'choice',
      label: 'À quel titre occuperez-vous les locaux ?',
      short: 'Occupation',
      required: true,
      options: [
        { value: 'owner', text: 'Propriétaire' },
        { value: 'tenant', text: 'Locataire' },
        { value: 'promised', text: 'Achat ou location en négociation' },
        { value: 'searching', text: 'Les locaux sont encore à trouver' },
      ],
    },
    {
      name: 'premises',
      input: 'textarea',
      label: 'Les pièces et leur superficie',
      short: 'Locaux',
      hint,
      required: true,
      maxLength: 4000,
    },
    {
      name: 'area',
      input: 'number',
      label: 'Superficie intérieure pour les enfants',
      hint: 'En mètres carrés, si elle est connue.',
      unit: 'm²',
    },
    {
      name: 'outdoor',
      input: 'yes-no',
      label: 'Y a-t-il un espace extérieur ?',
      short: 'Espace extérieur',
      required: true,
    },
    {
      name: 'outdoorText',
      input: 'textarea',
      label: "L'espace extérieur",
      short: 'Extérieur, précisions',
      hint: "S'il y en a un : sa superficie, sa clôture, un plan d'eau éventuel.",
      maxLength: 1000,
    },
    {
      name: 'fireSafety',
      input: 'choice',
      label: "Où en est l'avis du service incendie ?",
      short: 'Sécurité incendie',
      required: true,
      options: [
        { value: 'attested', text: 'Il est rendu : je peux le joindre' },
        { value: 'asked', text: 'Il est demandé' },
        { value: 'not-yet', text: "Il n'est pas encore demandé" },
      ],
    },
  ],
});

export const capacityStep = (ages: string): Step<ProjectContext> => ({
  key: 'capacity',
  title: "La capacité et l'ouverture",
  fields: [
    { name: 'capacity', input: 'number', label: 'Capacité souhaitée', unit: 'places', required: true },
    { name: 'ages', input: 'text', label: 'Âge des enfants', hint: ages, required: true, maxLength: 120 },
    { name: 'opensOn', input: 'date', label: "Jour d'ouverture souhaité", required: true },
    {
      name: 'hours',
      input: 'textarea',
      label: "Jours et heures d'ouverture souhaités",
      short: 'Jours et heures',
      hint: 'Par exemple du lundi au vendredi, de 7 h 30 à 18 h.',
      required: true,
      maxLength: 500,
    },
  ],
});

export const meansStep = (staff: string): Step<ProjectContext> => ({
  key: 'means',
  title: 'Le personnel et le financement',
  fields: [
    {
      name: 'staff',
      input: 'textarea',
      label: 'Qui accueillera les enfants ?',
      short: 'Personnel',
      hint: staff,
      required: true,
      maxLength: 4000,
    },
    {
      name: 'financing',
      input: 'textarea',
      label: 'Ce que le projet coûte, et comment il est financé',
      short: 'Financement',
      hint: 'Une estimation suffit : travaux, matériel, salaires ; emprunts, apports, participation des parents.',
      required: true,
      maxLength: 4000,
    },
  ],
});
