/** The guide of the interface, for those who write software for operators: a page that anybody may read. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { pathInDescription } from './description.ts';
import { examples } from './examples.ts';
import { descriptionPath, operations } from './operations.ts';
import { problems } from './problem.ts';

export const developersPath = '/developpeurs';

export function developerPages(deps: Dependencies): Router {
  const router = Router();
  const { publicUrl } = deps.config;
  const month = `${publicUrl}/interface/v1/places/${examples.month.place}/attendance/${examples.month.month}`;
  const bearer = '-H "Authorization: Bearer $JETON"';
  router.get(developersPath, (req, res) => {
    renderPage(deps, req, res, 'pages/developpeurs', {
      title: "Guide de l'interface pour les logiciels",
      descriptionPath,
      contents,
      commands: {
        places: `curl ${bearer} ${publicUrl}/interface/v1/places`,
        read: `curl ${bearer} \\\n  ${month}`,
        write: [
          `curl -X PUT ${bearer} \\`,
          '  -H "Content-Type: application/json" \\',
          '  -H "Idempotency-Key: $(uuidgen)" --data @presences.json \\',
          `  ${month}`,
        ].join('\n'),
        days: `curl ${bearer} \\\n  ${publicUrl}/interface/v1/places/${examples.days.place}/after-school/${examples.days.month}`,
        changes: `curl ${bearer} \\\n  "${month}/changes?since=${examples.month.cursor}"`,
        sandbox: `curl ${bearer} -H "Pro-ONE-Sandbox: true" ${publicUrl}/interface/v1/places`,
      },
      shown: {
        message: JSON.stringify(examples.toWrite, null, 2),
        answer: JSON.stringify(examples.written, null, 2),
        days: JSON.stringify(examples.daysToWrite, null, 2),
        problem: JSON.stringify(examples.problem, null, 2),
        webhook: JSON.stringify(examples.webhook, null, 2),
      },
      operations: {
        caption: 'Adresses',
        columns: [{ label: 'Adresse' }, { label: 'Ce qu’elle fait' }, { label: 'Portée' }],
        stack: true,
        rows: operations.map(({ method, path, summary, scope }) => ({
          cells: [
            { text: `${method.toUpperCase()} ${pathInDescription(path)}`, strong: true },
            { text: summary },
            { text: scope },
          ],
        })),
      },
      problems: Object.entries(problems).map(([code, [status, title, detail]]) => ({ code, status, title, detail })),
    });
  });
  return router;
}

const contents = [
  ['commencer', 'Commencer'],
  ['lire', 'Lire'],
  ['ecrire', 'Écrire'],
  ['extrascolaire', 'Lieux extrascolaires'],
  ['versions', 'Ne rien écraser'],
  ['rythme', 'Clés, rythme et erreurs'],
  ['webhooks', 'Webhooks'],
  ['erreurs', 'Liste des erreurs'],
].map(([id, text]) => ({ href: `#${id!}`, text: text! }));
