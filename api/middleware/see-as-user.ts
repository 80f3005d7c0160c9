/**
 * The helpdesk sees the pages as a user sees them. In this order: it ends by itself; whatever would change something is refused; what is no page
 * is refused; the page stands in the audit; then it is drawn with the user's rights, while nothing can be written.
 */
import type { RequestHandler, Response } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import { endView, findSeen, recordSeenPage, type UserView } from '../../db/helpdesk/user-views.ts';
import { onlyLook } from '../../db/only-looking.ts';
import { formatTime } from '../../domain/french-dates.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { leaveFlash } from '../page.ts';
import { forbidden } from '../problems.ts';
import type { Seeing } from '../seeing.ts';

export const leavePath = '/view-as/leave';
declare module 'express-session' {
  interface SessionData {
    seeing: UserView;
  }
}

const readOnly =
  "Vous voyez les pages d'un·e utilisateur·rice : rien ne peut y être changé, envoyé ni signé. Quittez d'abord cette vue.";
const noFiles =
  "Vous voyez les pages d'un·e utilisateur·rice : documents, photos et exports ne sont pas transmis au helpdesk.";
const noChildren =
  "Vous voyez les pages d'un·e utilisateur·rice : le relevé de présences qui est importé nomme des enfants, il n'est pas montré au helpdesk. Le mois, lui, se voit sans leurs noms.";
const notHere = "Quittez d'abord la vue de l'utilisateur·rice.";
const ended = "La vue comme l'utilisateur·rice est terminée.";

const safe = new Set(['GET', 'HEAD']);
const leaving = new Set([leavePath, '/sign-out']);
/** Never a page: documents; and what is about the session itself. */
const files = /^\/documents(\/|$)/i;
/** A file as it came, before it is a month whose children can be left unnamed. */
const importedLists = /^\/pro\/attendance\/imports(\/|$)/i;
const doors = /^\/(sign-in|convert-user|session)(\/|$)/i;

export function seeAsUser({ db, now }: Pick<Dependencies, 'db' | 'now'>): RequestHandler {
  return async (req, res, next) => {
    const { seeing } = req.session;
    const agent = findViewerOf(res);
    if (!seeing || !agent) {
      next();
      return;
    }
    const may = agent.ability.can('see-as', asSubject('UserPages', { id: seeing.userId, portal: 'pro' }));
    const person = may ? await findSeen(db, seeing, agent.userId, now()) : undefined;
    if (!person) {
      await endView(db, seeing, now());
      delete req.session.seeing;
      leaveFlash(req, { kind: 'information', text: ended });
      res.redirect(303, may ? `/office/helpdesk/users/${seeing.userId}` : '/');
      return;
    }
    if (leaving.has(req.path)) {
      next();
      return;
    }
    const isRefused = !safe.has(req.method);
    await recordSeenPage(db, agent, seeing, { page: req.path, refused: isRefused }, now());
    const name = `${person.firstName} ${person.familyName}`;
    res.locals.viewer = person;
    res.locals.seeing = { name, until: formatTime(seeing.until), leave: leavePath } satisfies Seeing;
    // Nothing warns of the end of the agent's own session.
    res.locals.shell = {};
    if (isRefused) throw forbidden(readOnly);
    if (files.test(req.path)) throw forbidden(noFiles);
    if (importedLists.test(req.path)) throw forbidden(noChildren);
    if (doors.test(req.path)) throw forbidden(notHere);
    refuseFiles(res);
    onlyLook(next);
  };
}

/** Whatever answers with something else than a page, or the way to one. */
function refuseFiles(res: Response): void {
  const setHeader = res.setHeader.bind(res);
  res.setHeader = (name, value) => {
    const header = name.toLowerCase();
    const isFile =
      header === 'content-disposition' || (header === 'content-type' && !/^text\/html\b/.test(String(value)));
    if (isFile && !res.hasHeader('Location')) throw forbidden(noFiles);
    return setHeader(name, value);
  };
}
