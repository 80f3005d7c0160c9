/** The list of those who get a letter by post, for the envelopes: names and addresses, so each export stands in the audit. */
import { Router } from 'express';
import { listPostalReaders } from '../../db/newsletters/readers.ts';
import { addressLines } from '../../domain/address.ts';
import { dayOf } from '../../domain/calendar.ts';
import { letterNames, letters } from '../../domain/newsletters.ts';
import type { Dependencies } from '../context.ts';
import { plainSheet } from '../documents/plain-sheet.ts';
import { sendExport } from '../documents/send-export.ts';

export function postListRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  for (const letter of letters)
    router.get(`/office/newsletters/write/${letter}.xlsx`, async (_req, res) => {
      const today = dayOf(now());
      const listed = await listPostalReaders(db, letter, today);
      await sendExport(deps, res, {
        name: `${letter}-poste-${today}.xlsx`,
        workbook: {
          sheets: [
            plainSheet(
              letterNames[letter],
              { 'Nom': 28, 'Pouvoir organisateur': 40, 'Rue, numéro, boîte': 40, 'Code postal et localité': 28 },
              listed.map(({ name, body, ...address }) => [name, body, ...addressLines(address)]),
            ),
          ],
        },
        subject: 'newsletter',
        subjectId: letter,
        lines: listed.length,
      });
    });
  return router;
}
