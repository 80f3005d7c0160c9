/** The whole request pipeline, on one screen. */
import express, { type Express } from 'express';
import { commissionRoutes } from './agreement-commission/routes.ts';
import { hoursRoutes } from './agreement-renewal/hours-routes.ts';
import { accountRoutes } from './account/routes.ts';
import { auditRefusals } from './audit-refusals.ts';
import { caseRoutes } from './cases/routes.ts';
import { myCasesRoutes } from './cases/my-cases.ts';
import type { Dependencies } from './context.ts';
import { demonstrationRoutes } from './demonstration/routes.ts';
import { activityRoutes } from './activities/routes.ts';
import { afterSchoolPlaceRoutes } from './after-school-places/routes.ts';
import { afterSchoolAttendanceRoutes } from './after-school-attendance/routes.ts';
import { applicationRoutes } from './applications/routes.ts';
import { authorisationRoutes } from './authorisation/routes.ts';
import { developerPages } from './external/developers.ts';
import { externalInterface } from './external/router.ts';
import { documentRoutes } from './documents/routes.ts';
import { communicationRoutes } from './communications/routes.ts';
import { correctRoutes } from './helpdesk/correct.ts';
import { correctionRoutes } from './helpdesk/corrections.ts';
import { deskRoutes } from './helpdesk/desk.ts';
import { handingRoutes } from './helpdesk/handing.ts';
import { sentenceRoutes } from './helpdesk/sentences.ts';
import { leaveViewRoutes } from './helpdesk/leave-view.ts';
import { findPeopleRoutes } from './helpdesk/people.ts';
import { questionRoutes } from './helpdesk/questions.ts';
import { reviewRoutes } from './continuity/review.ts';
import { bodyHistoryRoutes } from './history/routes.ts';
import { recoverRoutes } from './helpdesk/recover.ts';
import { recoveryRoutes } from './helpdesk/recoveries.ts';
import { userSheetRoutes } from './helpdesk/user-sheet.ts';
import { findUserRoutes } from './helpdesk/users.ts';
import { homeRoutes } from './home/routes.ts';
import { absenceRoutes } from './absences/routes.ts';
import { consultationRoutes } from './consultations/routes.ts';
import { attendanceRoutes } from './attendance/routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { newsletterRoutes } from './newsletters/routes.ts';
import { unsubscribeRoutes } from './newsletters/unsubscribe.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { officeUserRoutes } from './office-users/routes.ts';
import { health } from './health.ts';
import { keepForms } from './kept/late.ts';
import { plainDraftRoutes } from './kept/plain-drafts.ts';
import { showKept } from './kept/show.ts';
import { protectForms } from './middleware/forms.ts';
import { noteArrival } from './middleware/arrival.ts';
import { logRequests } from './middleware/log-requests.ts';
import { refuseSlowBodies } from './middleware/slow-bodies.ts';
import { setSecurityHeaders } from './middleware/security-headers.ts';
import { readSession } from './middleware/session.ts';
import { seeAsUser } from './middleware/see-as-user.ts';
import { missingPage, showProblem } from './problems.ts';
import { premiersPasRoutes } from './premiers-pas/routes.ts';
import { keepPublicPlaces } from './premiers-pas/snapshot.ts';
import { presentationRoutes } from './presentation/routes.ts';
import { publicPages } from './public-pages/routes.ts';
import { tellChangedRights } from './users/changed-rights.ts';
import { userRoutes } from './users/routes.ts';
import { loadShell } from './shell.ts';
import { teamExportRoutes } from './team/export.ts';
import { afterSchoolImportRoutes } from './after-school-import/routes.ts';
import { attendanceImportRoutes } from './attendance-import/routes.ts';
import { teamImportRoutes } from './team/import/routes.ts';
import { signaletiqueRoutes } from './signaletique/routes.ts';
import { subsidyRoutes } from './subsidies/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { teamRoutes } from './team/routes.ts';
import { trainingDeskRoutes } from './training-desk/routes.ts';
import { supervisionRoutes } from './supervision/routes.ts';
import { parentalContributionRoutes } from './parental-contribution/routes.ts';
import { requireTrueClock } from './middleware/require-true-clock.ts';
import { requirePortal, requireSignedIn } from './middleware/require-portal.ts';

export function createApp(deps: Dependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxy);
  deps.views.install(app);

  app.use(setSecurityHeaders(deps));
  deps.assets.serveStatic(app);
  app.use(health(deps));
  app.use(noteArrival(deps)); // when: what was sent before midnight is of that day
  app.use(logRequests(deps));
  app.use(refuseSlowBodies());

  app.use(externalInterface(deps)); // of other people's software: tokens, no session
  const places = keepPublicPlaces(deps);
  for (const { publicRoutes } of deps.procedures) if (publicRoutes) app.use(publicRoutes(deps, places));
  app.use(premiersPasRoutes(deps, places)); // for parents: no session either
  app.use(parentalContributionRoutes(deps, places)); // of anybody: no session is read
  app.use(readSession(deps)); // who: the session, and the person with today's grants
  app.use(seeAsUser(deps)); // or as whom: the helpdesk, reading only
  app.use(unsubscribeRoutes(deps)); // by the link of a mail: whoever is signed in or not
  app.use(protectForms(deps)); // what: bodies parsed within limits, CSRF token checked
  app.use(signInRoutes(deps));
  app.use('/contact', showKept(deps));
  app.use(publicPages(deps));
  app.use(developerPages(deps));

  app.use('/pro', requirePortal('pro'), loadShell(deps));
  app.use('/office', requirePortal('office'), loadShell(deps));
  app.use('/supervision', requirePortal('office'), loadShell(deps));
  app.use('/account', requireSignedIn(), loadShell(deps));
  app.use(['/pro', '/office', '/supervision'], requireTrueClock(deps));
  app.use(showKept(deps));
  app.use('/form-drafts', requireSignedIn());
  app.use(plainDraftRoutes(deps));
  app.use(accountRoutes(deps));
  app.use(homeRoutes(deps));
  app.use(bodyHistoryRoutes(deps)); // of operators
  app.use(reviewRoutes(deps));
  app.use(leaveViewRoutes(deps));
  app.use(findUserRoutes(deps)); // of the helpdesk, as those that follow
  app.use(findPeopleRoutes(deps));
  app.use(userSheetRoutes(deps));
  app.use(correctRoutes(deps));
  app.use(correctionRoutes(deps));
  app.use(recoverRoutes(deps));
  app.use(recoveryRoutes(deps));
  app.use(sentenceRoutes(deps));
  app.use(deskRoutes(deps));
  app.use(handingRoutes(deps));
  app.use(questionRoutes(deps));
  app.use(communicationRoutes(deps));
  app.use(newsletterRoutes(deps));
  app.use(invitationRoutes(deps));
  app.use(officeUserRoutes(deps));
  app.use(absenceRoutes(deps));
  app.use(trainingDeskRoutes(deps));
  app.use(hoursRoutes(deps));
  app.use(commissionRoutes(deps));
  app.use(userRoutes(deps));
  app.use(applicationRoutes(deps));
  app.use(inboxRoutes(deps));
  app.use(supervisionRoutes(deps));
  app.use(documentRoutes(deps));
  app.use(authorisationRoutes(deps));
  app.use(activityRoutes(deps));
  app.use(signaletiqueRoutes(deps));
  app.use(presentationRoutes(deps));
  app.use(consultationRoutes(deps));
  app.use(attendanceRoutes(deps));
  app.use(afterSchoolAttendanceRoutes(deps));
  app.use(attendanceImportRoutes(deps));
  app.use(afterSchoolImportRoutes(deps));
  app.use(teamImportRoutes(deps));
  app.use(teamExportRoutes(deps));
  app.use(teamRoutes(deps));
  app.use(subsidyRoutes(deps));
  app.use(afterSchoolPlaceRoutes(deps)); // after what else begins with their address
  app.use(myCasesRoutes(deps));
  app.use(caseRoutes(deps)); // of every procedure
  app.use(demonstrationRoutes(deps));

  app.use(missingPage);
  app.use(auditRefusals(deps));
  app.use(tellChangedRights(deps));
  app.use(keepForms(deps)); // what was typed in a form that could not be taken
  app.use(showProblem(deps));
  return app;
}
