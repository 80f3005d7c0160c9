/** Writes what a workbook brings into the database, in one transaction; what is there already is left as it is. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { findLocality } from '../../domain/localities.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';
import { administrationOf } from '../../domain/postcodes.ts';
import type { GrantRole } from '../../workflows/roles.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import type { Workbook } from './sheets.ts';

/** Of each kind, how many were made and how many were there. */
export type Written = Record<'persons' | 'bodies' | 'facilities' | 'grants', { made: number; there: number }>;

export class FoundingRefused extends Error {}

/** @throws FoundingRefused with a sentence in French; nothing is written then */
export function writeWorkbook(
  db: Database,
  rows: Workbook,
  { nissPepper, at }: { nissPepper: string; at: Instant },
): Promise<Written> {
  return db.transaction(async (trx) => {
    const written: Written = {
      persons: { made: 0, there: 0 },
      bodies: { made: 0, there: 0 },
      facilities: { made: 0, there: 0 },
      grants: { made: 0, there: 0 },
    };
    const count = (kind: keyof Written, made: boolean): void => {
      written[kind][made ? 'made' : 'there'] += 1;
    };
    // Two at once would both find nothing.
    await trx.raw("select pg_advisory_xact_lock(hashtextextended('first accounts', 0))");

    const bodies = new Map<string, string>();
    for (const row of rows.bodies) {
      const { id, made } = await ensure(
        trx,
        'organising_bodies',
        row.enterpriseNumber === null
          ? { name: row.name, kind: row.kind, postcode: row.postcode }
          : { enterprise_number: row.enterpriseNumber },
        {
          name: row.name,
          kind: row.kind,
          enterprise_number: row.enterpriseNumber,
          ...addressOf(row),
          email: row.email,
          phone: row.phone,
          created_at: instant(at),
        },
      );
      bodies.set(row.key, id);
      count('bodies', made);
    }

    const persons = new Map<string, { id: string; portal: string }>();
    const ensurePerson = async (
      row: { firstName: string; familyName: string; niss: string; email: string },
      portal: 'pro' | 'office',
    ): Promise<string> => {
      const known = persons.get(row.niss);
      if (!known) {
        const {
          id,
          made,
          row: there,
        } = await ensure(
          trx,
          'users',
          { niss_hash: hashNationalNumber(row.niss, nissPepper) },
          {
            first_name: row.firstName,
            family_name: row.familyName,
            email: row.email,
            portal,
            niss_hash: hashNationalNumber(row.niss, nissPepper),
            created_at: instant(at),
          },
        );
        persons.set(row.niss, { id, portal: made ? portal : String(there?.portal) });
        count('persons', made);
      }
      const person = persons.get(row.niss);
      if (person?.portal !== portal)
        throw new FoundingRefused(
          `${row.firstName} ${row.familyName} est à la fois chez un opérateur et à l’ONE : un compte n’a qu’un portail. Rien n’a été écrit.`,
        );
      return person.id;
    };
    const grant = async (
      userId: string,
      role: GrantRole,
      of: { organising_body_id?: string; administration?: string | null },
    ): Promise<void> => {
      const where = { user_id: userId, role, organising_body_id: null, administration: null, ...of };
      const { made } = await ensure(trx, 'grants', where, { ...where, valid_from: dayOf(at) });
      count('grants', made);
    };

    const agents = new Map<string, string>();
    for (const row of rows.agents) {
      const id = await ensurePerson(row, 'office');
      agents.set(row.email.toLowerCase(), id);
      await grant(id, row.role, { administration: row.administration });
    }
    for (const row of rows.administrators)
      await grant(await ensurePerson(row, 'pro'), 'administrator', { organising_body_id: getFrom(bodies, row.body) });

    for (const row of rows.facilities) {
      const { id, made } = await ensure(
        trx,
        'facilities',
        { number: row.reference },
        {
          organising_body_id: getFrom(bodies, row.body),
          number: row.reference,
          name: row.name,
          kind: row.kind,
          home: row.kind === 'childminder' || row.kind === 'co-childminder',
          administration: administrationOf(row.postcode),
          phone: row.phone,
          email: row.email,
          created_at: instant(at),
        },
      );
      count('facilities', made);
      if (!made) continue;
      await trx('authorisation_versions').insert({
        facility_id: id,
        status: 'authorised',
        ...addressOf(row),
        capacity: row.capacity,
        valid_from: row.authorisedOn,
        decided_on: row.authorisedOn,
        created_at: instant(at),
      });
      if (row.referent !== null)
        await trx('facility_agents').insert({
          facility_id: id,
          role: 'referent',
          user_id: getFrom(agents, row.referent.toLowerCase()),
        });
    }
    await recordAudit(trx, {
      at,
      actorId: null,
      event: 'import',
      subject: 'first-accounts',
      subjectId: 'workbook',
      change: Object.fromEntries(
        Object.entries(written).map(([kind, { made }]) => [kind, { before: null, after: made }]),
      ),
    });
    return written;
  });
}

/** The row that answers `where`, made when there is none. */
async function ensure(
  trx: Database,
  table: string,
  where: Record<string, unknown>,
  row: Record<string, unknown>,
): Promise<{ id: string; made: boolean; row?: Record<string, unknown> }> {
  const there = await trx(table).where(where).first<Record<string, unknown> | undefined>();
  if (there) return { id: String(there.id), made: false, row: there };
  const [made] = await trx(table).insert(row).returning<{ id: string }[]>('id');
  if (!made) throw new Error(`nothing was written to ${table}`);
  return { id: made.id, made: true };
}

const addressOf = (row: {
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
}): Record<string, string | null> => ({
  street: row.street,
  number: row.number,
  box: row.box,
  postcode: row.postcode,
  locality: findLocality(row.postcode, row.locality)?.name ?? row.locality,
});

function getFrom(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key);
  if (value === undefined) throw new Error('a key of the workbook is not in it');
  return value;
}
