/** The French words of long work. A new kind: its line in `titles`, and the codes of its failures. */
import { processes } from '../../workflows/registry.ts';
import { periodInWords } from '../procedure-words.ts';
import type { BatchStatus } from '../../db/batches/batch.ts';
import type { BatchOrder } from '../../db/batches/orders.ts';
import type { BatchModel } from '../../db/models/batch.ts';

interface BatchWords {
  /** What it does. @param names of persons, by id */
  title: (parameters: Record<string, unknown>, names: ReadonlyMap<string, string>) => string;
  /** What one item is: « tâche », « tâches ». */
  item: [one: string, many: string];
  /** What it is once its turn has come, done or failed. */
  handled: string;
}

const kinds: Readonly<Record<string, BatchWords>> = {
  'assign-tasks': {
    title: ({ from }, names) =>
      from === null
        ? 'Répartir les tâches non attribuées'
        : `Répartir les tâches de ${names.get(typeof from === 'string' ? from : '') ?? 'quelqu’un'}`,
    item: ['tâche', 'tâches'],
    handled: 'Tâches traitées',
  },
  'close-commission': {
    title: () => "Rendre les avis d'une séance de la commission d'agrément",
    item: ['dossier', 'dossiers'],
    handled: 'Dossiers traités',
  },
  'decide-training': {
    title: () => 'Décider de modules de formation semblables',
    item: ['ligne', 'lignes'],
    handled: 'Lignes traitées',
  },
  'draw-minutes': {
    title: () => "Imprimer le procès-verbal d'une séance de la commission d'agrément",
    item: ['procès-verbal', 'procès-verbaux'],
    handled: 'Procès-verbaux imprimés',
  },
  'publish-lump-sums': {
    title: ({ quarter }) => `Calculer les demandes de subside, ${periodInWords(String(quarter))}`,
    item: ['demande', 'demandes'],
    handled: 'Demandes traitées',
  },
  'publish-results': {
    title: () => "Publier les résultats d'un appel à projets",
    item: ['dossier', 'dossiers'],
    handled: 'Dossiers traités',
  },
  'settle-payments': {
    title: () => 'Noter des paiements exécutés par la banque',
    item: ['paiement', 'paiements'],
    handled: 'Paiements traités',
  },
  'open-cases': {
    title: ({ slug, period }) =>
      `Ouvrir : ${processes.find((process) => process.slug === slug)?.title ?? 'dossiers'}, ${periodInWords(String(period))}`,
    item: ['dossier', 'dossiers'],
    handled: 'Dossiers traités',
  },
};

const unknown: BatchWords = { title: () => 'Travail', item: ['élément', 'éléments'], handled: 'Éléments traités' };
export const wordsOfBatch = ({ kind }: Pick<BatchModel, 'kind'>): BatchWords => kinds[kind] ?? unknown;

export const statusBadge: Readonly<Record<BatchStatus, { kind: string; text: string }>> = {
  'running': { kind: 'at-one', text: 'En cours' },
  'paused': { kind: 'due-soon', text: 'En pause' },
  'done': { kind: 'done', text: 'Terminé' },
  'cancelled': { kind: 'neutral', text: 'Arrêté' },
  'undoing': { kind: 'at-one', text: "En train d'être défait" },
  'undo-paused': { kind: 'due-soon', text: 'Défaire : en pause' },
  'undone': { kind: 'neutral', text: 'Défait' },
};

interface OrderWords {
  button: string;
  kind?: 'stop' | 'link';
  told: string;
  /** Asked before it is done; what is done cannot be taken back by a click. */
  ask?: { title: string; text: string; button: string };
}
export const orderWords: Readonly<Record<BatchOrder, OrderWords>> = {
  pause: { button: 'Mettre en pause', told: 'Le travail est en pause.' },
  resume: { button: 'Reprendre', told: 'Le travail reprend.' },
  retry: { button: 'Réessayer les échecs', told: 'Ce qui avait échoué est réessayé.' },
  cancel: {
    button: 'Arrêter',
    kind: 'stop',
    told: 'Le travail est arrêté.',
    ask: {
      title: 'Arrêter ce travail ?',
      text: 'Ce qui est déjà fait reste fait. Ce qui ne l’est pas encore ne le sera pas.',
      button: 'Arrêter le travail',
    },
  },
  undo: {
    button: 'Défaire',
    kind: 'stop',
    told: 'Le travail est en train d’être défait.',
    ask: {
      title: 'Défaire ce travail ?',
      text: 'Ce qui a été fait est défait, en commençant par le dernier. Ce qui a bougé entre-temps reste comme il est et sera listé.',
      button: 'Défaire le travail',
    },
  },
};
