/** The two forms of a project: a crèche, or children received in a home. */
import type { Kind } from '../../../workflows/preparatory-process/contract.ts';
import { capacityStep, meansStep, premisesStep, projectStep } from './questions.ts';
import { documents, rules, valuesOf, type ProjectForm } from './values.ts';

const creche: ProjectForm = {
  kind: 'creche',
  choice: 'Une crèche',
  purpose: "Vous voulez ouvrir une crèche, avec ou sans subside de l'ONE.",
  schema: valuesOf(['creche', 'subsidised-creche'], 500),
  steps: [
    projectStep({
      name: 'careType',
      input: 'choice',
      label: "Type d'accueil",
      required: true,
      options: [
        { value: 'creche', text: 'Crèche non subventionnée' },
        { value: 'subsidised-creche', text: 'Crèche qui demandera un subside' },
      ],
    }),
    premisesStep('Salles de vie, espaces de sommeil, cuisine, sanitaires, par exemple « salle de vie, 42 m² ».'),
    capacityStep('Par exemple « de 0 à 3 ans », par groupe si vous le savez.'),
    meansStep('Direction et puériculture : fonctions et équivalents temps plein, sans nom.'),
  ],
  documents,
  rules,
};

const home: ProjectForm = {
  kind: 'home',
  choice: "Un accueil à domicile (accueillant·e d'enfants)",
  purpose: 'Vous voulez accueillir des enfants, seul·e ou à deux, chez vous ou dans un autre lieu.',
  // Far above what is usual for two persons: a slip of the keys.
  schema: valuesOf(['childminder', 'co-childminder', 'in-service'], 20),
  steps: [
    projectStep({
      name: 'careType',
      input: 'choice',
      label: "Type d'accueil",
      required: true,
      options: [
        { value: 'childminder', text: "Accueillant·e d'enfants indépendant·e" },
        { value: 'co-childminder', text: 'Co-accueil, à deux' },
        { value: 'in-service', text: "Accueillant·e dans un service d'accueil d'enfants" },
      ],
    }),
    premisesStep('Pièces où les enfants jouent, dorment et mangent, par exemple « salon, 24 m² ».'),
    capacityStep('Par exemple « de 0 à 3 ans ».'),
    meansStep('Vous-même et, en co-accueil, l’autre personne : formation et expérience.'),
  ],
  documents,
  rules,
};

export const projectForms: Readonly<Record<Kind, ProjectForm>> = { creche, home };

export const documentLabel = (slot: string): string | undefined => documents.find((each) => each.slot === slot)?.label;
