import { happens, type ProcedureWords } from '../../../views/words.ts';
import type { Words } from './contract.ts';

export const words: ProcedureWords<Words> = {
  // A quarter is no kind: the procedure's own title says enough.
  kinds: {},
  actions: {
    'open-quarter': happens('Trimestre ouvert'),
    'declare-quarter': {
      task: 'Déclarer',
      button: 'Déclarer',
      done: 'Présences déclarées',
      mail: 'Des présences ont été déclarées',
    },
    'send-quarter': {
      task: 'Envoyer les présences',
      button: 'Envoyer',
      done: 'Présences envoyées',
      mail: 'Des présences ont été envoyées',
    },
    'validate': {
      task: 'Contrôler les présences',
      button: 'Valider',
      done: 'Présences validées',
      mail: 'Vos présences sont validées',
    },
    'send-back': {
      task: 'Renvoyer',
      button: 'Renvoyer',
      done: 'Présences renvoyées',
      mail: "L'ONE renvoie vos présences",
    },
    'quarter-missed': happens('Délai dépassé'),
    'remind-quarter': happens('Rappel envoyé'),
  },
  effects: { 'note-places': 'Places notées', 'sent-receipt': 'Accusé de réception' },
};
