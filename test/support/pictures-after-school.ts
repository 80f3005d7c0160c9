/** The screens of after-school care: places, a month, a file, a quarter and its control, an agreement, a session of the commission. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { enter, type Actor } from './actor.ts';
import type { RunningHouse } from './running-house.ts';

export const afterSchoolPictures = [
  'after-school-places',
  'after-school-month',
  'after-school-import',
  'after-school-quarter',
  'after-school-control',
  'agreement',
  'commission',
];
const report = new URL('../after-school/reports/2026-2e-trimestre.xls', import.meta.url).pathname;

export async function takeAfterSchool(
  house: RunningHouse,
  take: (actor: Actor, name: string) => Promise<void>,
): Promise<void> {
  const quarterOf = async (period: string): Promise<string> =>
    (
      (await house
        .db('cases')
        .where({ slug: 'aes-subsidy', period, organising_body_id: stableId('body mercredis') })
        .first('id')) as { id: string }
    ).id;
  const samira = await enter(house, 'Samira Benali');
  await samira.open('/pro/after-school');
  await take(samira, 'after-school-places');
  await samira.open(`/pro/after-school/${stableId('facility mercredis-envol')}/attendance/2026-11`);
  await take(samira, 'after-school-month');
  await samira.open('/pro/after-school/import');
  await samira.page.getByLabel(/Classeurs Excel/).setInputFiles(report);
  await samira.press('Lire les fichiers');
  await take(samira, 'after-school-import');
  await samira.open(`/pro/aes-subsidy/${await quarterOf('2026-07')}`);
  await take(samira, 'after-school-quarter');
  await samira.open(`/pro/agreement-renewal/${stableId('agreement mercredis')}`);
  await take(samira, 'agreement');
  const karine = await enter(house, 'Karine Lejeune');
  await karine.open(`/office/aes-subsidy/${await quarterOf('2026-04')}/propose`);
  await take(karine, 'after-school-control');
  const claire = await enter(house, 'Claire Mertens');
  const next = (await house
    .db('commission_sessions as s')
    .join('commission_agenda as a', 'a.session_id', 's.id')
    .where('s.status', 'planned')
    .orderBy('s.held_on')
    .first('s.id')) as { id: string };
  await claire.open(`/office/commission/${next.id}`);
  await take(claire, 'commission');
}
