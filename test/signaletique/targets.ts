/** The forms of a sheet to spoil, each refused for one reason. */
import { randomUUID } from 'node:crypto';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Target } from '../kit/bad-input-targets.ts';

const facility = `/pro/facilities/${stableId('facility chenes')}/data`;
const body = `/pro/bodies/${stableId('body petits-chenes')}/data`;
const by = 'admin-petits-chenes';

export const sheetTargets = (): Target[] => [
  {
    route: '/pro/facilities/:id/data/:section',
    url: `${facility}/emergency`,
    by,
    fields: { version: '99999', person: 'Essai', phone: 'pas un numéro' },
    keeps: ['person', 'phone'],
  },
  {
    route: '/pro/facilities/:id/data/opening-hours',
    url: `${facility}/opening-hours`,
    by,
    fields: { version: '99999', validFrom: 'pas un jour', open1: 'oui', from1: '7h', to1: '18h' },
    keeps: ['validFrom', 'from1', 'to1'],
  },
  {
    route: '/pro/facilities/:id/data/exceptional-days/:row',
    url: `${facility}/exceptional-days/new`,
    by,
    fields: {
      version: '0',
      key: randomUUID(),
      fromOn: 'pas un jour',
      untilOn: '',
      how: 'closed',
      opens: '',
      closes: '',
      reason: 'essai',
    },
    keeps: ['fromOn', 'reason'],
  },
  {
    route: '/pro/bodies/:id/data/:section',
    url: `${body}/public-information`,
    by,
    fields: { version: '99999', text: 'Essai', website: 'pas un site' },
    keeps: ['text', 'website'],
  },
];
