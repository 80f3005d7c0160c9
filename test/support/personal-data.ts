/** Where personal data must never be: the engine's histories, the logs, the mails, the addresses of pages. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { formatNationalNumber } from '../../domain/national-number.ts';
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
  const words = [...telling, ...typed.map((text) => text.toLowerCase())];
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
