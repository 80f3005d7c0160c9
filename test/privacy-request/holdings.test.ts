/** A table that comes later with rows of a person is either told to whoever asks, or stands below with why. */
import { expect } from 'chai';
import { sheets } from '../../api/privacy-request/holdings-sheets.ts';
import { getProcedure } from '../../api/procedure-words.ts';
import { holdings } from '../../db/privacy-request/holdings.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { openHouse, type House } from '../support/house.ts';

/** Rows that bear a person's id and are not told, each with why. */
const aside: Readonly<Record<string, string>> = {
  account_notices: 'what was told of one’s own rights: these are told',
  banners_put_away: 'which communications were put away',
  case_looks: 'up to where one has read a case: kept for news alone',
  collaboration_places: 'derived from contracts, which are told',
  consequences_read: 'a tick of an act, which is told',
  consultations: 'of a doctor’s collaboration: about children, signed by the place',
  conversions: 'a conversion that is under way, gone after it',
  doctor_validity: 'derived from collaborations, which are told',
  email_changes: 'a change of address that waits for its link',
  facility_agents: 'derived from the rights of agents, which are told',
  form_drafts: 'what one is writing',
  inbox_columns: 'how one arranges a list',
  joined_mails: 'mails that wait',
  list_mails: 'mails that wait',
  list_wishes: 'which list of one’s own is mailed',
  member_grants: 'rights, which are told',
  niss_corrections: 'told by the history',
  review_documents_read: 'a tick before a review',
  review_presence: 'who is on a page at this minute',
  saved_views: 'how one arranges a list',
  schedule_change_readers: 'up to where one has read',
  sessions: 'that one is signed in',
  sheet_imports: 'a file that waits',
  suspended_grants: 'rights, which are told when they hold',
  training_group_looks: 'up to where one has read',
  user_views: 'told by the history',
};

describe('what the portal says to hold about a person', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('names every table that has rows of a person, or says why not', async () => {
    const tables = (await house
      .db('information_schema.columns')
      .where({ table_schema: 'public' })
      .whereIn('column_name', ['user_id', 'person_id', 'collaboration_id', 'member_id'])
      .distinct('table_name')
      .orderBy('table_name')) as { table_name: string }[];
    const told = Object.values(holdings)
      .flatMap((by) => Object.values(by) as string[])
      .join('\n');
    const left = tables
      .map(({ table_name: table }) => table)
      .filter((table) => !new RegExp(`\\b${table}\\b`).test(told));
    expect(left).to.have.members(Object.keys(aside));
  });

  it('are lines in French: a quarter of salaries, a training and where it stands', () => {
    const { procedures } = house.deps;
    expect(
      sheets.salaries.line(
        { body: 'Clair Matin ASBL', quarter: '2026-3', subsidised: true, cents: ['312000', null, '312050'] },
        procedures,
      ),
    ).to.deep.equal([
      'Clair Matin ASBL',
      '3e trimestre 2026',
      'oui',
      '3\u202f120,00\u00a0€ ; – ; 3\u202f120,50\u00a0€',
    ]);
    expect(
      sheets.trainings.line(
        {
          body: 'Commune',
          organisation: 'ISBW',
          module: 'Jeux',
          hours: 7.5,
          from_on: '2026-03-02',
          to_on: '2026-03-03',
          status: 'waiting',
        },
        procedures,
      ),
    ).to.deep.equal([
      'Commune',
      'ISBW',
      'Jeux',
      '7,5',
      '02/03/2026',
      '03/03/2026',
      rowOf(getProcedure(procedures, 'training-recognition').process, 'waiting').label,
    ]);
  });
});
