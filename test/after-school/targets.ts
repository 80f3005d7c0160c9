/** The forms of an import of days after school to spoil, each refused for one reason. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Target } from '../kit/bad-input-targets.ts';

const by = 'admin-mercredis';
const nobody = '00000000-0000-4000-8000-000000000000';

export const afterSchoolImportTargets = (): Target[] => [
  { route: '/pro/after-school/import', url: '/pro/after-school/import', by, fields: {} },
  {
    route: '/pro/after-school/:id/import',
    url: `/pro/after-school/${stableId('facility mercredis-envol')}/import`,
    by,
    fields: { pasted: 'bonjour' },
    keeps: ['pasted'],
  },
  ...['columns', 'place', 'mend', 'confirm', 'abandon'].map(
    (doing): Target => ({
      route: `/pro/after-school/imports/:id/${doing}`,
      url: `/pro/after-school/imports/${nobody}/${doing}`,
      by,
      fields: {},
      takesAnything: true,
    }),
  ),
];
