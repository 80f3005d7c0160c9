/** The list of those who get a letter by post, for the envelopes: names and addresses, so each export stands in the audit. */
import { Router } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { listPostalReaders } from '../../db/newsletters/readers.ts';
import { addressLines } from '../../domain/address.ts';
import { dayOf } from '../../domain/calendar.ts';
import { letterNames, letters } from '../../domain/newsletters.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { plainSheet } from '../documents/plain-sheet.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';

export function postListRoutes({ db, now }: Dependencies): Router {
  const router = Router();
  for (const letter of letters)
    router.get(`/office/newsletters/write/${letter}.xlsx`, async (_req, res) => {
      const { userId, acr } = getViewer(res);
      const today = dayOf(now());
      const listed = await listPostalReaders(db, letter, today);
      await recordAudit(db, {
        at: now(),
        actorId: userId,
        acr,
        event: 'export',
        subject: 'newsletter',
        subjectId: letter,
        change: { lines: { before: null, after: listed.length } },
      });
      await sendWorkbook(res, `${letter}-poste-${today}.xlsx`, {
        sheets: [
          plainSheet(
            letterNames[letter],
            { 'Nom': 28, 'Pouvoir organisateur': 40, 'Rue, numéro, boîte': 40, 'Code postal et localité': 28 },
            listed.map(({ name, body, ...address }) => [name, body, ...addressLines(address)]),
          ),
        ],
      });
    });
  return router;
}
