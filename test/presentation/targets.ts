/** The forms of « Places et présentation », to be spoilt. */
import { randomUUID } from 'node:crypto';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Target } from '../kit/bad-input-targets.ts';

const at = `/pro/facilities/${stableId('facility chenes')}/presentation`;
const route = '/pro/facilities/:id/presentation';
const by = 'admin-petits-chenes';

export const presentationTargets: Target[] = [
  {
    route: `${route}/places/:period`,
    url: `${at}/places/new`,
    by,
    fields: {
      key: randomUUID(),
      version: '0',
      then: 'save',
      from: '01/02/2030',
      until: '',
      ageGroup: 'all',
      count: 'beaucoup',
    },
    keeps: ['from'],
  },
  { route: `${route}/confirm`, url: `${at}/confirm`, by, fields: { version: 'x' } },
  { route: `${route}/full`, url: `${at}/full`, by, fields: { version: '1', until: 'bientôt' }, keeps: ['until'] },
  {
    route: `${route}/qualities`,
    url: `${at}/qualities`,
    by,
    fields: { version: '1', summary: 'Nos journées', gardenLine: '240 m²', garden: 'jungle' },
    keeps: ['summary', 'gardenLine'],
  },
  { route: `${route}/project`, url: `${at}/project`, by, fields: { validFrom: '01/02/2030' }, keeps: ['validFrom'] },
  {
    route: `${route}/project/:from/withdraw`,
    url: `${at}/project/2020-01-01/withdraw`,
    by,
    fields: { digest: 'x' },
    takesAnything: true,
  },
];
