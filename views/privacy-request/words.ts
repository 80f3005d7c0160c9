/** The French words of requests about personal data: for the officer, and for who asks. */
import type { Asked, Kind, Outcome, RefusalMotive, Words } from '../../workflows/privacy-request/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

/** What a person may ask, in their own words, with its article. */
export const rightWords: Readonly<Record<Kind, { text: string; hint: string }>> = {
  access: { text: 'Savoir quelles données l’ONE a sur moi, et les recevoir', hint: 'Accès : RGPD, article 15.' },
  rectification: { text: 'Faire corriger une donnée inexacte', hint: 'Rectification : RGPD, article 16.' },
  erasure: { text: 'Faire effacer des données', hint: 'Effacement : RGPD, article 17.' },
  restriction: { text: 'Faire geler des données, le temps d’un désaccord', hint: 'Limitation : RGPD, article 18.' },
  portability: {
    text: 'Recevoir mes données dans un fichier à donner à un autre organisme',
    hint: 'Portabilité : RGPD, article 20.',
  },
  objection: { text: 'M’opposer à un usage de mes données', hint: 'Opposition : RGPD, article 21.' },
};
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  'granted': 'Il est fait droit à la demande.',
  'in-part': 'Il est fait droit à la demande en partie.',
};
export const motiveWords: Readonly<Record<RefusalMotive, string>> = {
  'excessive': 'la demande est manifestement infondée ou excessive (RGPD, art. 12.5)',
  'not-identified': "l'ONE ne peut pas établir que la demande vient de la personne concernée (RGPD, art. 11 et 12.2)",
  'legal-duty': "la loi oblige l'ONE à garder ou à traiter ces données (RGPD, art. 17.3 et 23)",
  'rights-of-others': "la réponse porterait atteinte aux droits d'autres personnes (RGPD, art. 15.4 et 20.4)",
  'other': 'un autre motif, expliqué ci-dessous',
};
export const askedWords: Readonly<Record<Asked, string>> = {
  identity: 'qui vous êtes',
  precision: 'ce que vous demandez',
};
/** Told with each refusal and each delay (art. 12(4)). */
export const remedies =
  "Vous pouvez introduire une réclamation auprès de l'Autorité de protection des données (www.autoriteprotectiondonnees.be/citoyen), ou former un recours devant le tribunal de première instance.";

export const words: ProcedureWords<Words, Kind> = {
  kinds: {
    access: 'Accès à des données personnelles',
    rectification: 'Rectification de données personnelles',
    erasure: 'Effacement de données personnelles',
    restriction: 'Limitation du traitement',
    portability: 'Portabilité de données personnelles',
    objection: 'Opposition à un traitement',
  },
  actions: {
    'ask': happens('Demande reçue', null),
    'ask-identity': {
      task: 'Vérifier l’identité',
      button: 'Demander qui demande',
      done: 'Identité demandée : le délai est suspendu',
      mail: null,
    },
    'ask-precision': {
      task: 'Faire préciser',
      button: 'Demander une précision',
      done: 'Précision demandée : le délai est suspendu',
      mail: null,
    },
    'prolong': {
      task: 'Prolonger le délai',
      button: 'Prolonger le délai',
      done: 'Délai prolongé, motifs donnés à la personne',
      mail: null,
    },
    'answer': {
      task: 'Répondre à la personne',
      button: 'Répondre',
      done: 'Réponse donnée à la personne',
      mail: null,
    },
    'refuse': {
      task: 'Refuser la demande',
      button: 'Refuser',
      done: 'Demande refusée, motif et recours donnés à la personne',
      mail: null,
    },
    'give-reply': {
      task: 'Répondre à la question',
      button: 'Répondre',
      done: 'Réponse de la personne : le délai court à nouveau',
      mail: null,
    },
    'withdraw': {
      task: 'Retirer la demande',
      button: 'Retirer la demande',
      done: 'Demande retirée par la personne',
      mail: null,
    },
    'remind': happens('Rappel envoyé au délégué', null),
    'term-missed': happens('Délai légal dépassé, personne avertie de ses recours', null),
    'remind-reply': happens('Rappel envoyé à la personne', null),
    'reply-missed': happens('Question restée sans réponse : le délai court à nouveau', null),
  },
  effects: { 'tell-asker': 'Courriel à la personne' },
};
