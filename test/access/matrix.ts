/**
 * Who gets which answer where, written by hand: the oracle of `matrix.test.ts`. It follows the guides and the distribution of tasks
 * between the roles, not the code. One row for each route and for each object it may be asked about:
 * `own` is in the care of whoever asks, `other` is not, `missing` does not exist. One number stands for everybody of a group.
 *
 * 302, 303: sent to sign in, or on to the next page · 403: another portal, or seen without the right · 404: not to be seen
 * 422: let in, and told what the (empty) form lacks · 409: let in, but the case is not there
 */
export const doors = ['stranger', 'weak session', 'deactivated'] as const;
export const operators = ['childminder', 'administrator', 'data manager of one facility', 'user manager'] as const;
export const agents = [
  'referent',
  'coordinator',
  'adviser',
  'health referent',
  'head of administration',
  'appeal secretariat',
  'supervisor',
  'helpdesk',
  'data protection officer',
] as const;
export const visitors = [...doors, ...operators, ...agents] as const;
export type Visitor = (typeof visitors)[number];
export type Relation = '' | 'own' | 'other' | 'missing';

/** Columns: stranger, weak, deactivated | childminder, administrator, data manager, user manager | referent, coordinator, adviser, health, head, appeal, supervisor, helpdesk, dpo */
const table = `
# Anybody
POST /csp-report                                                            | 204         | 204             | 204
GET  /assets/:version/*file                                                 | 200         | 200             | 200
GET  /favicon.ico                                                           | 301         | 301             | 301
GET  /health                                                                | 200         | 200             | 200
GET  /ready                                                                 | 200         | 200             | 200
GET  /aide                                                                  | 200 200 302 | 200             | 200
GET  /vie-privee                                                            | 200 200 302 | 200             | 200
GET  /accessibilite                                                         | 200 200 302 | 200             | 200
GET  /contact                                                               | 200 200 302 | 200             | 200
POST /contact                                                               | 403 422 303 | 422             | 422

# The door. A provider that is away is told (503); who comes back without having left is refused (400).
GET  /sign-in                                                               | 200 200 302 | 303             | 303
POST /sign-in                                                               | 403 422 303 | 422             | 422
GET  /sign-in/forgotten                                                     | 200 200 302 | 200             | 200
GET  /sign-in/start                                                         | 503 503 302 | 503             | 503
GET  /sign-in/return                                                        | 400 400 302 | 303             | 303
GET  /sign-in/resume                                                        | 302         | 303             | 303
GET  /sign-in/signed-out                                                    | 200 200 302 | 200             | 200
POST /sign-out                                                              | 303         | 303             | 303
POST /session/extend                                                        | 303 204 303 | 204             | 204
GET  /convert-user                                                          | 303 200 302 | 303             | 303
POST /convert-user                                                          | 303 422 303 | 303             | 303
GET  /                                                                      | 302 303 302 | 302             | 302
GET  /documents/:id own                                                     | 302 303 302 | 200 200 200 404 | 200 200 200 200 200 200 200 404 404
GET  /documents/:id other                                                   | 302 303 302 | 404             | 404 404 404 404 404 200 404 404 404
GET  /documents/:id missing                                                 | 302 303 302 | 404             | 404

# Operators
GET  /pro                                                                   | 302 303 302 | 200             | 403
GET  /pro/notices                                                           | 302 303 302 | 200             | 403
POST /pro/notices                                                           | 303         | 422             | 403
GET  /pro/authorisation                                                     | 302 303 302 | 302 200 302 200 | 403
GET  /pro/contacts                                                          | 302 303 302 | 200             | 403
GET  /pro/cases                                                             | 302 303 302 | 200             | 403
GET  /pro/facilities/:id/authorisation own                                  | 302 303 302 | 200             | 403
GET  /pro/facilities/:id/authorisation other                                | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/authorisation missing                              | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/new own                                  | 302 303 302 | 200 200 200 403 | 403
GET  /pro/authorisation-adaptation/new other                                | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/new missing                              | 302 303 302 | 404             | 403
POST /pro/authorisation-adaptation/drafts own                               | 303         | 422 422 422 403 | 403
POST /pro/authorisation-adaptation/drafts other                             | 303         | 404             | 403
POST /pro/authorisation-adaptation/drafts missing                           | 303         | 404             | 403

# Requests that are being prepared. Who manages users only does not see them.
GET  /pro/authorisation-adaptation/drafts/:id own                           | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/drafts/:id other                         | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id missing                       | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/:step own                     | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/drafts/:id/:step other                   | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/:step missing                 | 302 303 302 | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/:step own                     | 303         | 422 422 422 404 | 403
POST /pro/authorisation-adaptation/drafts/:id/:step other                   | 303         | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/:step missing                 | 303         | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/documents own                 | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/drafts/:id/documents other               | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/documents missing             | 302 303 302 | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/documents/:slot own           | 303         | 422 422 422 404 | 403
POST /pro/authorisation-adaptation/drafts/:id/documents/:slot other         | 303         | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/documents/:slot missing       | 303         | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/documents/:documentId/remove own     | 303  | 303 303 303 404 | 403
POST /pro/authorisation-adaptation/drafts/:id/documents/:documentId/remove other   | 303  | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/documents/:documentId/remove missing | 303  | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/check own                     | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/drafts/:id/check other                   | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/check missing                 | 302 303 302 | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/submit own                    | 303         | 422 422 422 404 | 403
POST /pro/authorisation-adaptation/drafts/:id/submit other                  | 303         | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/submit missing                | 303         | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/discard own                   | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/drafts/:id/discard other                 | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/drafts/:id/discard missing               | 302 303 302 | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/discard own                   | 303         | 303 303 303 404 | 403
POST /pro/authorisation-adaptation/drafts/:id/discard other                 | 303         | 404             | 403
POST /pro/authorisation-adaptation/drafts/:id/discard missing               | 303         | 404             | 403

# Cases, on the operators' side. The acts themselves: the table \`acts\` below.
GET  /pro/authorisation-adaptation/:id own                                  | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/:id other                                | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/:id missing                              | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/:id/receipt own                          | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/:id/receipt other                        | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/:id/receipt missing                      | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/:id/:action own                          | 302 303 302 | 200 200 200 404 | 403
GET  /pro/authorisation-adaptation/:id/:action other                        | 302 303 302 | 404             | 403
GET  /pro/authorisation-adaptation/:id/:action missing                      | 302 303 302 | 404             | 403
POST /pro/authorisation-adaptation/:id/:action own                          | 303         | 422 422 422 404 | 403
POST /pro/authorisation-adaptation/:id/:action other                        | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/:action missing                      | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/:action/edit own                     | 303         | 200 200 200 404 | 403
POST /pro/authorisation-adaptation/:id/:action/edit other                   | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/:action/edit missing                 | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/propose-decision/:view own           | 303         | 403 403 403 404 | 403
POST /pro/authorisation-adaptation/:id/propose-decision/:view other         | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/propose-decision/:view missing       | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/documents own                        | 303         | 303 303 303 404 | 403
POST /pro/authorisation-adaptation/:id/documents other                      | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/documents missing                    | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/documents/:documentId/remove own     | 303         | 303 303 303 404 | 403
POST /pro/authorisation-adaptation/:id/documents/:documentId/remove other   | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/documents/:documentId/remove missing | 303         | 404             | 403

# Photos of a facility, and the pictures that anybody may see.
GET  /premiers-pas/photos/:id/:size.jpg own                                 | 200         | 200             | 200
GET  /premiers-pas/photos/:id/:size.jpg other                               | 200         | 200             | 200
GET  /premiers-pas/photos/:id/:size.jpg missing                             | 404         | 404             | 404
GET  /documents/:id/:size.jpg own                                           | 302 303 302 | 200 200 200 404 | 200 200 200 200 200 200 200 404 404
GET  /documents/:id/:size.jpg other                                         | 302 303 302 | 404             | 404 404 404 404 404 200 404 404 404
GET  /documents/:id/:size.jpg missing                                       | 302 303 302 | 404             | 404
GET  /pro/photos                                                            | 302 303 302 | 302 200 302 200 | 403
GET  /pro/facilities/:id/photos own                                         | 302 303 302 | 200             | 403
GET  /pro/facilities/:id/photos other                                       | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/photos missing                                     | 302 303 302 | 404             | 403
POST /pro/facilities/:id/photos own                                         | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/photos other                                       | 303         | 404             | 403
POST /pro/facilities/:id/photos missing                                     | 303         | 404             | 403
GET  /pro/photo-validation/drafts/:id own                                   | 302 303 302 | 200 200 200 404 | 403
GET  /pro/photo-validation/drafts/:id other                                 | 302 303 302 | 404             | 403
GET  /pro/photo-validation/drafts/:id missing                               | 302 303 302 | 404             | 403
POST /pro/photo-validation/drafts/:id own                                   | 303         | 422 422 422 404 | 403
POST /pro/photo-validation/drafts/:id other                                 | 303         | 404             | 403
POST /pro/photo-validation/drafts/:id missing                               | 303         | 404             | 403
POST /pro/photo-validation/drafts/:id/discard own                           | 303         | 303 303 303 404 | 403
POST /pro/photo-validation/drafts/:id/discard other                         | 303         | 404             | 403
POST /pro/photo-validation/drafts/:id/discard missing                       | 303         | 404             | 403
GET  /pro/photo-validation/:id own                                          | 302 303 302 | 200 200 200 404 | 403
GET  /pro/photo-validation/:id other                                        | 302 303 302 | 404             | 403
GET  /pro/photo-validation/:id missing                                      | 302 303 302 | 404             | 403
GET  /pro/photo-validation/:id/:action own                                  | 302 303 302 | 200 200 200 404 | 403
GET  /pro/photo-validation/:id/:action other                                | 302 303 302 | 404             | 403
GET  /pro/photo-validation/:id/:action missing                              | 302 303 302 | 404             | 403
POST /pro/photo-validation/:id/:action own                                  | 303         | 422 422 422 404 | 403
POST /pro/photo-validation/:id/:action other                                | 303         | 404             | 403
POST /pro/photo-validation/:id/:action missing                              | 303         | 404             | 403
POST /pro/photo-validation/:id/:action/edit own                             | 303         | 200 200 200 404 | 403
POST /pro/photo-validation/:id/:action/edit other                           | 303         | 404             | 403
POST /pro/photo-validation/:id/:action/edit missing                         | 303         | 404             | 403
GET  /office/photo-validation/:id own                                       | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/photo-validation/:id other                                     | 302 303 302 | 403             | 404 404 404 404 404 200 404 200 404
GET  /office/photo-validation/:id missing                                   | 302 303 302 | 403             | 404
GET  /office/photo-validation/:id/:action own                               | 302 303 302 | 403             | 403 200 200 403 403 403 403 403 404
GET  /office/photo-validation/:id/:action other                             | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 404
GET  /office/photo-validation/:id/:action missing                           | 302 303 302 | 403             | 404
POST /office/photo-validation/:id/:action own                               | 303         | 403             | 403 422 422 403 403 403 403 403 404
POST /office/photo-validation/:id/:action other                             | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/photo-validation/:id/:action missing                           | 303         | 403             | 404
POST /office/photo-validation/:id/:action/edit own                          | 303         | 403             | 403 200 200 403 403 403 403 403 404
POST /office/photo-validation/:id/:action/edit other                        | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/photo-validation/:id/:action/edit missing                      | 303         | 403             | 404

# Agents: their tasks. The secretariat of appeals sees its own tasks only, the helpdesk and the data protection officer none.
GET  /office                                                                | 302 303 302 | 403             | 302
GET  /office/notices                                                        | 302 303 302 | 403             | 200
POST /office/notices                                                        | 303         | 403             | 422
GET  /office/tasks                                                          | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 403
POST /office/tasks/picked own                                               | 303         | 403             | 303 403 403 403 403 404 403 404 404
POST /office/tasks/picked other                                             | 303         | 403             | 404
POST /office/tasks/picked missing                                           | 303         | 403             | 404
POST /office/tasks/claim own                                                | 303         | 403             | 303 403 403 403 403 404 403 404 404
POST /office/tasks/claim other                                              | 303         | 403             | 404
POST /office/tasks/claim missing                                            | 303         | 403             | 404
POST /office/tasks/release own                                              | 303         | 403             | 303 303 303 303 303 404 303 404 404
POST /office/tasks/release other                                            | 303         | 403             | 404
POST /office/tasks/release missing                                          | 303         | 403             | 404
POST /office/tasks/assign own                                               | 303         | 403             | 403 403 403 403 422 403 422 403 403
POST /office/tasks/assign other                                             | 303         | 403             | 403 403 403 403 404 403 404 403 403
POST /office/tasks/assign missing                                           | 303         | 403             | 403 403 403 403 404 403 404 403 403
GET  /office/tasks/views                                                    | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 403
POST /office/tasks/views                                                    | 303         | 403             | 422 422 422 422 422 422 422 403 403
POST /office/tasks/views/:id/remove own                                     | 303         | 403             | 303 303 303 303 303 303 303 403 403
POST /office/tasks/views/:id/remove other                                   | 303         | 403             | 404 404 404 404 404 404 404 403 403
POST /office/tasks/views/:id/remove missing                                 | 303         | 403             | 404 404 404 404 404 404 404 403 403
GET  /office/tasks/columns                                                  | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 403
POST /office/tasks/columns                                                  | 303         | 403             | 303 303 303 303 303 303 303 403 403

# Agents: facilities and cases
GET  /office/search                                                         | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
GET  /office/facilities                                                     | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
GET  /office/facilities/:id own                                             | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/facilities/:id other                                           | 302 303 302 | 403             | 404 404 404 404 404 200 404 200 404
GET  /office/facilities/:id missing                                         | 302 303 302 | 403             | 404
GET  /office/facilities/:id/open-measure own                                | 302 303 302 | 403             | 200 403 403 403 403 403 403 403 404
GET  /office/facilities/:id/open-measure other                              | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 404
GET  /office/facilities/:id/open-measure missing                            | 302 303 302 | 403             | 404
POST /office/facilities/:id/open-measure own                                | 303         | 403             | 422 403 403 403 403 403 403 403 404
POST /office/facilities/:id/open-measure other                              | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/facilities/:id/open-measure missing                            | 303         | 403             | 404
GET  /office/authorisation-adaptation/:id own                               | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/authorisation-adaptation/:id other                             | 302 303 302 | 403             | 404 404 404 404 404 200 404 200 404
GET  /office/authorisation-adaptation/:id missing                           | 302 303 302 | 403             | 404
GET  /office/authorisation-adaptation/:id/:action own                       | 302 303 302 | 403             | 200 403 403 403 403 403 403 403 404
GET  /office/authorisation-adaptation/:id/:action other                     | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 404
GET  /office/authorisation-adaptation/:id/:action missing                   | 302 303 302 | 403             | 404
POST /office/authorisation-adaptation/:id/:action own                       | 303         | 403             | 422 403 403 403 403 403 403 403 404
POST /office/authorisation-adaptation/:id/:action other                     | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/authorisation-adaptation/:id/:action missing                   | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/:action/edit own                  | 303         | 403             | 200 403 403 403 403 403 403 403 404
POST /office/authorisation-adaptation/:id/:action/edit other                | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/authorisation-adaptation/:id/:action/edit missing              | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/propose-decision/:view own        | 303         | 403             | 200 403 403 403 403 403 403 403 404
POST /office/authorisation-adaptation/:id/propose-decision/:view other      | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/authorisation-adaptation/:id/propose-decision/:view missing    | 303         | 403             | 404
# Only operators put documents with a case.
POST /office/authorisation-adaptation/:id/documents own                     | 303         | 403             | 403 403 403 403 403 403 403 403 404
POST /office/authorisation-adaptation/:id/documents other                   | 303         | 403             | 404 404 404 404 404 403 404 403 404
POST /office/authorisation-adaptation/:id/documents missing                 | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/documents/:documentId/remove own     | 303      | 403             | 403 403 403 403 403 403 403 403 404
POST /office/authorisation-adaptation/:id/documents/:documentId/remove other   | 303      | 403             | 404 404 404 404 404 403 404 403 404
POST /office/authorisation-adaptation/:id/documents/:documentId/remove missing | 303      | 403             | 404

# Supervision. Other agents are led to their own first page; the history is for those who control it too.
GET  /supervision                                                           | 302 303 302 | 403             | 302 302 302 302 302 302 200 302 302
GET  /supervision/deadlines                                                 | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/load                                                      | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/stuck                                                     | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/parameters                                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
# A change of a rule is answered by another person than the one who asked for it (own); that one takes it back.
GET  /supervision/parameters/changes                                        | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/parameters/changes/:id own                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/parameters/changes/:id other                              | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/parameters/changes/:id missing                            | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/parameters/changes/:id/approve own                        | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /supervision/parameters/changes/:id/approve other                      | 303         | 403             | 403 403 403 403 403 403 303 403 403
POST /supervision/parameters/changes/:id/approve missing                    | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/parameters/changes/:id/refuse own                         | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /supervision/parameters/changes/:id/refuse other                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /supervision/parameters/changes/:id/refuse missing                     | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/parameters/changes/:id/withdraw own                       | 303         | 403             | 403 403 403 403 403 403 303 403 403
POST /supervision/parameters/changes/:id/withdraw other                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /supervision/parameters/changes/:id/withdraw missing                   | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/parameters/calendar                                       | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
POST /supervision/parameters/calendar                                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
GET  /supervision/parameters/export                                         | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/parameters/:slug/:code                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
POST /supervision/parameters/:slug/:code                                    | 303         | 403             | 403 403 403 403 403 403 422 403 403
GET  /supervision/procedures                                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/audit                                                     | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 200
GET  /supervision/reassign                                                  | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/reassign                                                  | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/batches                                                   | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/batches/:id own                                           | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/batches/:id other                                         | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/batches/:id missing                                       | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/batches/:id/:order own                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/batches/:id/:order other                                  | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/batches/:id/:order missing                                | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/batches/:id/:order own                                    | 303         | 403             | 403 403 403 403 403 403 303 403 403
POST /supervision/batches/:id/:order other                                  | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/batches/:id/:order missing                                | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/cases/:id own                                             | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/cases/:id other                                           | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/cases/:id missing                                         | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/cases/:id/retry own                                       | 303         | 403             | 403 403 403 403 403 403 303 403 403
POST /supervision/cases/:id/retry other                                     | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/cases/:id/retry missing                                   | 303         | 403             | 403 403 403 403 403 403 404 403 403
`;

export interface Row {
  method: 'GET' | 'POST';
  path: string;
  relation: Relation;
  expected: Record<Visitor, number>;
}

export const matrix: Row[] = table
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [what = '', ...groups] = line.split('|').map((part) => part.trim());
    const [method, path = '', relation = ''] = what.split(/\s+/);
    const statuses = [doors, operators, agents].flatMap((group, at) => {
      const given = (groups[at] ?? '').split(/\s+/).map(Number);
      const all = given.length === 1 ? group.map(() => given[0]!) : given;
      if (all.length !== group.length || all.some((status) => !(status >= 200 && status < 600)))
        throw new Error(`not a row: ${line}`);
      return all;
    });
    return {
      method: method as Row['method'],
      path,
      relation: relation as Relation,
      expected: Object.fromEntries(visitors.map((visitor, at) => [visitor, statuses[at]])) as Row['expected'],
    };
  });

/** Who does which act. Everybody else who sees the case is refused. The clock's and the procedures' own acts have no form at all. */
const operator: Visitor[] = ['childminder', 'administrator', 'data manager of one facility'];
const visiting: Visitor[] = ['coordinator', 'adviser'];
export const acts: Readonly<Record<string, readonly Visitor[]>> = {
  'declare-complete': ['referent'],
  'ask-complement': ['referent'],
  'extend-complement': ['referent'],
  'close-without-follow-up': ['referent'],
  'acknowledge': ['referent'],
  'propose-visit': visiting,
  'plan-visit': visiting,
  'report-visit': visiting,
  'give-opinion': visiting,
  'give-health-opinion': ['health referent'],
  'propose-decision': ['referent'],
  'sign-decision': ['head of administration'],
  'return-to-drafter': ['head of administration'],
  'confirm-conditions': ['referent'],
  'note-conditions-unmet': ['referent'],
  'grant-extension': ['referent'],
  'refuse-extension': ['referent'],
  'extend-period': ['referent'],
  'confirm-return': ['referent'],
  'plan-hearing': ['appeal secretariat'],
  'decide-appeal': ['appeal secretariat'],
  'cancel': ['helpdesk'],
  'give-complement': operator,
  'choose-visit-date': operator,
  'refuse-visit-dates': operator,
  'ask-extension': operator,
  'give-remedy': operator,
  'lodge-appeal': operator,
  'answer-notice': operator,
  'withdraw': operator,
  'write-message': [
    ...operator,
    'referent',
    'coordinator',
    'adviser',
    'health referent',
    'head of administration',
    'appeal secretariat',
  ],
};
/** In nobody's hands: 404 for everybody who may see the case. */
export const actsWithoutForm = [
  'submit',
  'open-measure',
  'remind-complement',
  'complement-missed',
  'take-effect',
  'remind-effective-date',
  'remind-return',
  'period-overrun',
  'remedy-missed',
  'appeal-lapsed',
  'notice-unanswered',
  'remind-visit',
  'visit-choice-missed',
  'escalate',
  'returned',
  'lapse',
  'constructor',
  '__proto__',
  'nothing',
] as const;
