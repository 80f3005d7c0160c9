/** A review in each stage, so that the plan of the year, the list by stage and « Mes bilans » have something to say. */
import { addDays, type Day } from '../../../../domain/calendar.ts';
import type { Plan } from '../../../../domain/functioning-review/plan.ts';
import type { Facts } from '../../../../workflows/functioning-review/contract.ts';
import type { Database } from '../../../connect.ts';
import { digestOfPlan } from '../../../functioning-review/plan/read-plan.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { assess, open, sent, toMinutes, toRatings } from './course.ts';
import { atHome, ofCreche, ofGlands, writePlan } from './plans.ts';
import { act, at, evaluate, plan, usual, waitUntil, type Step, type Story } from './tell.ts';

const story = (facility: string, operator: string, more: Partial<Story> = {}): Story => ({
  facility,
  operator,
  caseId: stableId(`review ${facility}`),
  ...more,
});

export async function tellStages(db: Database, times: Times): Promise<void> {
  const ago = (days: number): Day => times.officeDay(-days);
  const stories = [
    ...(await tellBeginnings(db, times, ago)),
    ...(await tellMeetings(db, times, ago)),
    ...(await tellPlans(db, ago)),
    ...(await tellFollowUps(db, ago)),
  ];
  for (const { caseId } of stories) await waitUntil(db, caseId, at(times.today, 0));
}

/** Planned, assessed, late, in default; and what a cessation and an end of activity made of two. */
async function tellBeginnings(db: Database, times: Times, ago: (days: number) => Day): Promise<Story[]> {
  const delvaux = story('delvaux', 'admin-delvaux', { home: true });
  await plan(db, delvaux, { on: ago(30), firstDayOn: times.workday(40) });

  const eghezee = story('eghezee', 'admin-eghezee');
  await plan(db, eghezee, { on: ago(40), firstDayOn: times.workday(25) });
  await act(db, eghezee, [
    {
      role: 'operator',
      action: 'propose-first-day',
      on: ago(3),
      facts: { days: [times.workday(46), times.workday(53)] } satisfies Facts['propose-first-day'],
      content: { text: 'La directrice rentre de congé de maternité en janvier.' },
    },
  ]);

  const bodart = story('bodart', 'admin-bodart', { home: true });
  await open(db, bodart, ago(68));
  await evaluate(db, bodart, 'operator', {
    firstDayOn: ago(68),
    on: ago(30),
    by: 'admin-bodart',
    score: (criterion) => (criterion.domain === 'infrastructure' ? usual('bodart')(criterion) : null),
  });

  const arbre = story('arbre-a-bulles', 'admin-arbre-a-bulles');
  await open(db, arbre, ago(113));

  const benali = story('benali', 'admin-benali', { home: true, administration: 'brabant-wallon' });
  await open(db, benali, ago(45));
  await act(db, benali, [
    {
      role: 'procedure',
      action: 'suspend',
      on: times.workday(-28),
      facts: { returnOn: times.workday(56) } satisfies Facts['suspend'],
    },
  ]);

  const pirogue = story('ile-chatelet', 'admin-ile-aux-enfants', { administration: 'hainaut' });
  await plan(db, pirogue, { on: ago(420), firstDayOn: ago(340) });
  await act(db, pirogue, [{ role: 'procedure', action: 'lapse', on: times.day(-365) }]);

  return [delvaux, eghezee, bodart, arbre];
}

/** ONE's ratings, and the day of the meeting. */
async function tellMeetings(db: Database, times: Times, ago: (days: number) => Day): Promise<Story[]> {
  const gembloux = story('gembloux', 'admin-gembloux');
  await open(db, gembloux, ago(70));
  await assess(db, gembloux, { firstDayOn: ago(70), on: ago(14) });

  const boutChoux = story('bout-choux', 'admin-bout-choux');
  await toRatings(db, boutChoux, ago(94));
  await act(db, boutChoux, [
    {
      role: 'one',
      action: 'propose-meeting',
      on: ago(3),
      facts: {
        slots: [
          { on: times.workday(12), from: '09:30' },
          { on: times.workday(14), from: '13:30' },
        ],
      } satisfies Facts['propose-meeting'],
      content: { text: 'Deux heures suffisent. Une personne de chaque section est la bienvenue.' },
    },
  ]);

  const marmots = story('marmots', 'admin-marmots', { administration: 'bruxelles' });
  await toRatings(db, marmots, ago(100));
  await act(db, marmots, [
    {
      role: 'one',
      action: 'confirm-meeting',
      on: ago(10),
      facts: { on: times.workday(6), from: '10:00' } satisfies Facts['confirm-meeting'],
      content: { place: 'Dans la crèche' },
    },
  ]);
  return [gembloux, boutChoux, marmots];
}

const agreed = (on: Day): Step => ({ role: 'operator', action: 'agree-minutes', on });
const refused = (on: Day, remark: string): Step => ({
  role: 'one',
  action: 'ask-revision',
  on,
  content: { remarks: {}, remark },
});
/** Signed by both. */
const signed = (whole: Plan, on: Day): Step[] => {
  const facts = { digest: digestOfPlan(whole) };
  return [
    { role: 'one', action: 'accept-plan', on: addDays(on, -14) },
    { role: 'operator', action: 'sign-plan', on: addDays(on, -6), facts },
    { role: 'one', action: 'countersign-plan', on, facts },
  ];
};

/** The plan: being written, read, refused, decided, to be signed. */
async function tellPlans(db: Database, ago: (days: number) => Day): Promise<Story[]> {
  const petit = story('petit', 'admin-petit', { home: true });
  await toMinutes(db, petit, ago(135));
  await act(db, petit, [agreed(ago(20))]);
  await writePlan(db, petit.caseId, atHome('petit', ago(29), 'Thomas Petit'), {
    by: 'admin-petit',
    at: at(ago(6)),
    round: 0,
  });

  const hirondelles = story('hirondelles', 'admin-hirondelles', { home: true });
  const theirs = atHome('hirondelles', ago(54), 'Sabine Noël');
  await toMinutes(db, hirondelles, ago(160));
  await writePlan(db, hirondelles.caseId, theirs, { by: 'admin-hirondelles', at: at(ago(10)), round: 0 });
  await act(db, hirondelles, [agreed(ago(45)), sent('submit-plan', ago(9), theirs)]);

  const lutins = story('lutins', 'admin-lutins');
  const refusedPlan = ofCreche('lutins', ago(194), 'Philippe Marchal');
  await toMinutes(db, lutins, ago(300));
  await writePlan(db, lutins.caseId, refusedPlan, { by: 'admin-lutins', at: at(ago(150)), round: 0 });
  await act(db, lutins, [
    agreed(ago(188)),
    sent('submit-plan', ago(140), refusedPlan),
    refused(ago(128), 'Les échanges avec les familles devraient commencer avant l’été.'),
    sent('submit-plan', ago(100), refusedPlan, { answer: 'L’équipe n’est pas au complet avant septembre.' }),
    refused(ago(88), 'Peut-on commencer avec une section ?'),
    sent('submit-plan', ago(36), refusedPlan, { answer: 'Une section seule désorganise les horaires.' }),
    refused(ago(12), 'Nous ne trouvons pas d’accord sur le calendrier.'),
  ]);

  const glands = story('glands', 'admin-petits-chenes');
  const metOn = ago(109);
  const [first, second] = [ofGlands(metOn, 1), ofGlands(metOn, 2)];
  await toMinutes(db, glands, ago(215));
  await act(db, glands, [
    agreed(ago(103)),
    sent('submit-plan', ago(70), first),
    {
      role: 'one',
      action: 'ask-revision',
      on: ago(55),
      content: {
        remarks: {
          [first.objectives[0]?.id ?? '']:
            'La fin des formations est tardive : peut-on avancer, comme convenu à la rencontre ?',
        },
      },
    },
    sent('submit-plan', ago(40), second),
    { role: 'one', action: 'accept-plan', on: ago(12) },
  ]);
  await writePlan(db, glands.caseId, second, { by: 'admin-petits-chenes', at: at(ago(41)), round: 0 });
  return [petit, hirondelles, lutins, glands];
}

/** Signed: the year's follow-up is asked for, or the next one is waited for. */
async function tellFollowUps(db: Database, ago: (days: number) => Day): Promise<Story[]> {
  const galopins = story('galopins', 'admin-cpas-ciney');
  const asked = ofCreche('galopins', ago(474), 'Pierre Rousseau');
  await toMinutes(db, galopins, ago(580));
  await act(db, galopins, [agreed(ago(466)), sent('submit-plan', ago(412), asked), ...signed(asked, ago(375))]);

  const universite = story('universite', 'admin-universite', { administration: 'brabant-wallon' });
  const waiting = ofCreche('universite', ago(194), 'Catherine Gérardy');
  await toMinutes(db, universite, ago(300));
  await act(db, universite, [agreed(ago(186)), sent('submit-plan', ago(140), waiting), ...signed(waiting, ago(100))]);
  return [galopins, universite];
}
