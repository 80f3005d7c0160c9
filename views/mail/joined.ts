/** The one mail of a day: which cases have news, and of what kind; never of whom, nor with what outcome. */
import type { JoinedMail } from '../../db/joined-mails.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { MailText } from './notice.ts';

/** Of more than these with the same news, their number is said. */
const namedOneByOne = 5;

/** @param mailOf what has happened, in the words that its procedure has for mails */
export function presentJoined(
  { cases, day }: Pick<JoinedMail, 'day'> & Pick<JoinedMail['mails'][number], 'cases'>,
  mailOf: (slug: string, action: string) => string,
): MailText {
  const counted = cases.length === 1 ? 'une demande' : `${String(cases.length)} demandes`;
  const told = new Map<string, string[]>();
  for (const { slug, reference, actions } of cases) {
    const text = [...new Set(actions.map((action) => mailOf(slug, action)))].join(' ; ');
    told.set(text, [...(told.get(text) ?? []), reference]);
  }
  return {
    subject: `Pro.ONE : du nouveau dans ${counted}`,
    first: `Au ${formatLongDate(day)}, il y a du nouveau dans ${counted}.`,
    lines: [...told].flatMap(([text, references]) =>
      references.length > namedOneByOne
        ? [`${String(references.length)} demandes : ${text}`]
        : references.map((reference) => `${reference} : ${text}`),
    ),
  };
}
