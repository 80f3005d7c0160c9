/** The forms of a place after school to spoil, each refused for one reason. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Target } from '../kit/bad-input-targets.ts';

const place = `/pro/after-school/${stableId('facility mercredis-envol')}`;
const by = 'admin-mercredis';

export const afterSchoolPlaceTargets = (): Target[] => [
  {
    route: '/pro/after-school/:id/schedule',
    url: `${place}/schedule`,
    by,
    fields: { version: '99999', validFrom: 'pas un jour', from1: '7h', to1: '18h', comment: 'essai' },
    keeps: ['validFrom', 'from1', 'to1', 'comment'],
  },
  {
    route: '/pro/after-school/:id/leader',
    url: `${place}/leader`,
    by,
    fields: { version: '99999', person: '', fromOn: 'pas un jour', phone: '081 00 00 00', email: 'a@b.example' },
    keeps: ['fromOn', 'phone', 'email'],
  },
];
