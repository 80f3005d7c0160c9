import { kitEffects } from '../../../workflows/effect-kinds.ts';
import { hypothesis, kitActs, over } from '../../../workflows/kit-acts.ts';
import { delay, type Process } from '../../../workflows/procedure.ts';
import { effects, slug, type Words } from './contract.ts';

export const process: Process<Words> = {
  slug,
  prefix: 'TR',
  title: 'Présences du trimestre',
  subject: 'facility',
  period: 'quarter',
  dossier: 'authorisation',
  opening: {
    act: 'open-quarter',
    facts: (quarter) => ({ quarter }),
    kind: 'attendance',
    on: { months: [1, 4, 7, 10], day: 1, hour: 2 },
    subjects: 'authorised-facilities',
    from: '2027-01-01',
  },
  stages: { sent: 'Envoi', checked: 'Contrôle', closed: 'Clôturé' },
  target: () => delay('target'),
  opens: {
    'open-quarter': {
      by: ['procedure'],
      to: 'awaited',
      data: ({ quarter }) => ({ quarter }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    // An operator who does not wait to be asked prepares it step by step.
    'declare-quarter': {
      by: ['operator'],
      to: 'checking',
      data: ({ quarter, places }) => ({ quarter, places }),
      effects: ['notify-agents'],
      signed: true,
      basis: hypothesis,
    },
  },
  statuses: {
    'awaited': {
      label: 'Présences attendues',
      stage: 'sent',
      turn: 'operator',
      tasks: [{ action: 'send-quarter', role: 'operator', due: delay('sending') }],
      deadlines: [
        { act: 'quarter-missed', after: delay('sending') },
        { act: 'remind-quarter', after: delay('sending'), daysBefore: delay('reminder') },
      ],
      on: {
        'send-quarter': {
          by: ['operator'],
          to: 'checking',
          note: (data, { places }) => ({ ...data, places }),
          effects: ['sent-receipt', 'notify-operator'],
          signed: true,
          basis: hypothesis,
        },
        'remind-quarter': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'quarter-missed': { by: ['clock'], to: 'missing', effects: ['notify-operator'], basis: hypothesis },
      },
    },
    'checking': {
      label: 'En contrôle',
      stage: 'checked',
      turn: 'one',
      tasks: [{ action: 'validate', role: 'referent', due: delay('checking') }],
      on: {
        'validate': {
          by: ['referent'],
          to: 'validated',
          effects: ['note-places', 'notify-operator'],
          basis: hypothesis,
        },
        'send-back': { by: ['referent'], to: 'awaited', effects: ['notify-operator'], basis: hypothesis },
      },
    },
    'validated': over('Validé', 'closed'),
    'cancelled': over('Annulé', 'closed'),
    'missing': over('Non reçu', 'closed'),
  },
  everywhere: kitActs<Words>({ writers: ['operator', 'referent'], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
};
