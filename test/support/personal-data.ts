/** Where personal data must never be: the engine's histories, the logs, the mails, the addresses of pages. */
import ExcelJS from 'exceljs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openAccountNumber } from '../../domain/account-number.ts';
import { formatIban } from '../../domain/iban.ts';
import { formatNationalNumber } from '../../domain/national-number.ts';
import { openNationalNumber } from '../../domain/sealed-number.ts';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { bodies } from '../../db/seeds/demonstration/places.ts';
import type { RunningHouse } from './running-house.ts';

const streets = bodies
  .flatMap(({ place, facilities }) => [place, ...facilities.map((facility) => facility.place)])
  .map(({ street }) => street);
/** What tells who: national numbers as they are kept and as they are written, whole names, streets, names of places. */
const telling = [
  ...new Set([
    ...people.flatMap((person) => [
      nissOf(person),
      formatNationalNumber(nissOf(person)),
      `${person.givenName} ${person.surname}`,
    ]),
    ...streets,
    ...bodies.flatMap(({ name, facilities }) => [name, ...facilities.map((facility) => facility.name)]),
  ]),
]
  .filter((text) => text !== 'Utilisateur par défaut')
  .map((text) => text.toLowerCase());

interface Member {
  id: string;
  first_name: string;
  family_name: string;
  niss_sealed: Buffer | null;
}
/** The national numbers of everybody in a team, as they are kept and as they are written. */
export async function numbersOf({ db, config }: Pick<RunningHouse, 'db' | 'config'>): Promise<string[]> {
  const members = await db('people').whereNotNull('niss_sealed').select<Member[]>('id', 'niss_sealed');
  const numbers = members.flatMap(({ id, niss_sealed }) => openNationalNumber(niss_sealed!, config.nissKey, id) ?? []);
  return [...numbers, ...people.map((person) => nissOf(person))].flatMap((niss) => [niss, formatNationalNumber(niss)]);
}
/** The numbers of every bank account, as they are kept and as they are written. */
export async function accountNumbersOf({ db, config }: Pick<RunningHouse, 'db' | 'config'>): Promise<string[]> {
  const accounts = await db('bank_accounts').select<{ id: string; iban_sealed: Buffer }[]>('id', 'iban_sealed');
  const numbers = accounts.flatMap(({ id, iban_sealed }) => openAccountNumber(iban_sealed, config.nissKey, id) ?? []);
  return numbers.flatMap((iban) => [iban, formatIban(iban)]);
}
/** Whole names of everybody in a team, either way round. */
async function namesOf({ db }: Pick<RunningHouse, 'db'>): Promise<string[]> {
  const members = await db('people').select<Member[]>('first_name', 'family_name');
  return members.flatMap(({ first_name, family_name }) => [
    `${first_name} ${family_name}`,
    `${family_name} ${first_name}`,
  ]);
}

/**
 * Everything found that tells who somebody is, as « where: what »; addresses of mail recipients are no part of the search, what mails say is.
 * @param typed what the journey itself has written in forms and must not be found either
 */
export async function findPersonalData(
  house: RunningHouse,
  typed: readonly string[] = [],
): Promise<{ found: string[]; searched: Record<string, number> }> {
  const histories = await historiesOf(house);
  const places: Record<string, string[]> = {
    history: histories,
    log: house.log,
    mail: house.mailbox.mails.map(({ subject, body }) => `${subject}\n${body}`),
    address: [...house.visited].map((url) => decodeURIComponent(url)),
  };
  const own = [
    ...(await numbersOf(house)),
    ...(await accountNumbersOf(house)),
    ...(await namesOf(house)),
    ...typed,
  ].map((text) => text.toLowerCase());
  const words = [...new Set([...telling, ...own])];
  const found = Object.entries(places).flatMap(([place, texts]) => {
    const whole = texts.join('\n').toLowerCase();
    return words.filter((word) => whole.includes(word)).map((word) => `${place}: ${word}`);
  });
  return { found, searched: Object.fromEntries(Object.entries(places).map(([place, texts]) => [place, texts.length])) };
}

/** The histories of the cases of this house, payloads decoded. */
async function historiesOf({ db, touched, temporal }: RunningHouse): Promise<string[]> {
  const cases = (await db('cases')
    .whereIn('id', [...touched])
    .select('id', 'slug')) as { id: string; slug: string }[];
  return Promise.all(
    cases.map(async ({ id, slug }) => {
      const json = JSON.stringify(
        historyToJSON(await temporal.client.workflow.getHandle(`${slug}-${id}`).fetchHistory()),
      );
      const payloads = [...json.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
        Buffer.from(data ?? '', 'base64').toString('utf8'),
      );
      return `${json}\n${payloads.join('\n')}`;
    }),
  );
}

/** What a workbook says, sheet after sheet, comments included. */
export async function textOfWorkbook(bytes: Buffer): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const texts: string[] = [];
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => {
      row.eachCell((cell) => texts.push(cell.text, JSON.stringify(cell.note ?? '')));
    });
  return texts.join('\n');
}
