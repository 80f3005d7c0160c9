/**
 * Who gets which answer where, written by hand: the oracle of `matrix.test.ts`. It follows the guides and the distribution of tasks
 * between the roles, not the code. One row for each route and for each object it may be asked about:
 * `own` is in the care of whoever asks, `other` is not, `missing` does not exist. One number stands for everybody of a group.
 *
 * 302, 303: sent to sign in, or on to the next page · 403: another portal, or seen without the right · 404: not to be seen
 * 422: let in, and told what the (empty) form lacks · 409: let in, but the case is not there
 */
import { slices } from '../support/slices.ts';
import { afterSchoolAnswers } from './after-school-agents.ts';
import { afterSchoolAgents, agents, doors, operators, visitors, type Visitor } from './visitors.ts';

export type Relation = '' | 'own' | 'other' | 'missing';

/**
 * Columns: stranger, weak, deactivated | childminder, administrator, data manager, user manager | referent, coordinator, adviser, health, head, appeal,
 * supervisor, helpdesk, dpo; the agents of after-school care, where one number does not stand for all agents, in `after-school-agents.ts`.
 */
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
GET  /developpeurs                                                          | 200 200 302 | 200             | 200
GET  /contact                                                               | 200 200 302 | 200             | 200
POST /contact                                                               | 403 422 303 | 422             | 422

# Premiers Pas: for parents, whoever asks. A place that is there; the other addresses are of test/premiers-pas.
GET  /premiers-pas                                                          | 200         | 200             | 200
GET  /premiers-pas/affiner                                                  | 200         | 200             | 200
GET  /premiers-pas/lieux/:place                                             | 301         | 301             | 301
GET  /premiers-pas/lieux/:place/projet.pdf                                  | 200         | 200             | 200
GET  /premiers-pas/choisir                                                  | 200         | 200             | 200
GET  /premiers-pas/role-de-l-one                                            | 200         | 200             | 200
GET  /premiers-pas/simulation                                               | 200         | 200             | 200
POST /premiers-pas/simulation                                               | 422         | 422             | 422
GET  /premiers-pas/sitemap.xml                                              | 200         | 200             | 200
GET  /robots.txt                                                            | 200         | 200             | 200

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
POST /convert-user/email                                                    | 303         | 303             | 303
GET  /convert-user/link                                                     | 200 200 302 | 200             | 200
POST /convert-user/link                                                     | 303 422 303 | 422             | 422
GET  /account                                                               | 302 303 302 | 200             | 200
GET  /account/email                                                         | 302 303 302 | 200             | 200
POST /account/email                                                         | 303         | 422             | 422
POST /account/email/cancel                                                  | 303         | 303             | 303
GET  /account/email/confirm                                                 | 302 303 302 | 200             | 200
POST /account/email/confirm                                                 | 303         | 422             | 422
GET  /account/preferences                                                   | 302 303 302 | 200             | 403
POST /account/preferences                                                   | 303         | 422             | 403
# One's own sessions: an id that is none of them ends nothing.
GET  /account/connections                                                   | 302 303 302 | 200             | 200
POST /account/connections/views-read                                        | 303         | 303             | 303
POST /account/connections/end-others                                        | 303         | 303             | 303
POST /account/connections/:id/end own                                       | 303         | 303             | 303
POST /account/connections/:id/end other                                     | 303         | 303             | 303
POST /account/connections/:id/end missing                                   | 303         | 303             | 303
GET  /                                                                      | 302 303 302 | 302             | 302
GET  /documents/:id own                                                     | 302 303 302 | 200 200 200 404 | 200 200 200 200 200 200 200 404 404
GET  /documents/:id other                                                   | 302 303 302 | 404             | 404 404 404 404 404 404 404 404 404
GET  /documents/:id missing                                                 | 302 303 302 | 404             | 404
GET  /documents/:id/shown own                                               | 302 303 302 | 200 200 200 404 | 200 200 200 200 200 200 200 404 404
GET  /documents/:id/shown other                                             | 302 303 302 | 404             | 404 404 404 404 404 404 404 404 404
GET  /documents/:id/shown missing                                           | 302 303 302 | 404             | 404

# Training, decided by groups: by the agrément referents (test/training-desk), read by supervisors.
# The commission d'agrément: of the direction of after-school care alone (after-school-agents.ts)
GET  /office/commission                                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/new                                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/new                                                 | 303         | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id own                                             | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id other                                           | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id missing                                         | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/edit own                                        | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/edit other                                      | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/edit missing                                    | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/cancel own                                      | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/cancel other                                    | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/cancel missing                                  | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/minutes own                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/minutes other                                   | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/minutes missing                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/minutes/:case own                               | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/minutes/:case other                             | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/minutes/:case missing                           | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/close own                                       | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/close other                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/close missing                                   | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/print own                                       | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/print other                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/print missing                                   | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/document own                                    | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/document other                                  | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/document missing                                | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/export own                                      | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/export other                                    | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/commission/:id/export missing                                  | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/edit own                                        | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/edit other                                      | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/edit missing                                    | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/cancel own                                      | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/cancel other                                    | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/cancel missing                                  | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/add own                                         | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/add other                                       | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/add missing                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/remove own                                      | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/remove other                                    | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/remove missing                                  | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/order own                                       | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/order other                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/order missing                                   | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/close-agenda own                                | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/close-agenda other                              | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/close-agenda missing                            | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/open-agenda own                                 | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/open-agenda other                               | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/open-agenda missing                             | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/minutes own                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/minutes other                                   | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/minutes missing                                 | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/minutes/:case own                               | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/minutes/:case other                             | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/minutes/:case missing                           | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/close own                                       | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/close other                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/close missing                                   | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/sign own                                        | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/sign other                                      | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/commission/:id/sign missing                                    | 303         | 403             | 403 403 403 403 403 403 403 403 403

# The hours of a body towards its agreement: of who works on its team, and of who reads teams at ONE
GET  /pro/agreement/hours/:id own                                           | 302 303 302 | 200 200 403 403 | 403
GET  /office/agreement-hours/:id own                                        | 302 303 302 | 403             | 200 200 200 200 200 403 200 403 403
GET  /pro/agreement/hours/:id other                                         | 302 303 302 | 404 404 403 403 | 403
GET  /office/agreement-hours/:id other                                      | 302 303 302 | 403             | 200 200 200 200 200 403 200 403 403
GET  /pro/agreement/hours/:id missing                                       | 302 303 302 | 404 404 403 403 | 403
GET  /office/agreement-hours/:id missing                                    | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 403
GET  /pro/agreement/hours/:id/export own                                    | 302 303 302 | 200 200 403 403 | 403
GET  /office/agreement-hours/:id/export own                                 | 302 303 302 | 403             | 200 200 200 200 200 403 200 403 403
GET  /pro/agreement/hours/:id/export other                                  | 302 303 302 | 404 404 403 403 | 403
GET  /office/agreement-hours/:id/export other                               | 302 303 302 | 403             | 200 200 200 200 200 403 200 403 403
GET  /pro/agreement/hours/:id/export missing                                | 302 303 302 | 404 404 403 403 | 403
GET  /office/agreement-hours/:id/export missing                             | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 403
GET  /office/trainings                                                      | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/decisions                                            | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/organisations                                        | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/:id own                                              | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/:id other                                            | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/:id missing                                          | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
GET  /office/trainings/:id/similar own                                      | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/:id/similar other                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/:id/similar missing                                  | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /office/trainings/:id/effects own                                      | 303         | 403             | 403 403 403 403 403 403 200 403 403
POST /office/trainings/:id/effects other                                    | 303         | 403             | 403 403 403 403 403 403 200 403 403
POST /office/trainings/:id/effects missing                                  | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /office/trainings/:id/open own                                         | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/:id/open other                                       | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/:id/open missing                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/:id/decide own                                       | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/:id/decide other                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/:id/decide missing                                   | 303         | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/trainings/decisions/:id own                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/decisions/:id other                                  | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/decisions/:id missing                                | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /office/trainings/decisions/:id/undo own                               | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/decisions/:id/undo other                             | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/decisions/:id/undo missing                           | 303         | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/trainings/organisations/:id own                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/organisations/:id other                              | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/trainings/organisations/:id missing                            | 302 303 302 | 403             | 403 403 403 403 403 403 404 403 403
POST /office/trainings/organisations/:id/merge own                          | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/organisations/:id/merge other                        | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/organisations/:id/merge missing                      | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/organisations/:id/separate own                       | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/organisations/:id/separate other                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/trainings/organisations/:id/separate missing                   | 303         | 403             | 403 403 403 403 403 403 403 403 403

# Operators
GET  /pro                                                                   | 302 303 302 | 200             | 403
GET  /pro/notices                                                           | 302 303 302 | 200             | 403
POST /pro/notices                                                           | 303         | 422             | 403
GET  /pro/authorisation                                                     | 302 303 302 | 302 200 302 200 | 403
GET  /pro/contacts                                                          | 302 303 302 | 200             | 403
# Activities that no procedure covers: of who holds such a file, and of who answers for the whole body.
GET  /pro/activities                                                        | 302 303 302 | 403 200 403 403 | 403
GET  /pro/activities/:activity                                              | 302 303 302 | 404 200 404 404 | 403
GET  /pro/organising-body                                                   | 302 303 302 | 200             | 403
GET  /pro/cases                                                             | 302 303 302 | 200             | 403
GET  /pro/users/review                                                      | 302 303 302 | 403 200 403 403 | 403
POST /pro/users/review                                                      | 303         | 403 422 403 403 | 403
GET  /pro/history                                                           | 302 303 302 | 200             | 403
GET  /pro/history/export                                                    | 302 303 302 | 200             | 403
GET  /pro/facilities/:id/authorisation own                                  | 302 303 302 | 200 200 200 404 | 403
GET  /pro/facilities/:id/authorisation other                                | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/authorisation missing                              | 302 303 302 | 404             | 403

# What places and bodies say of themselves: kept up by who answers for them; of a place also by whom its authorisation was opened to.
GET  /pro/facilities                                                        | 302 303 302 | 302 200 302 403 | 403
GET  /pro/body/data                                                         | 302 303 302 | 302 302 302 403 | 403
GET  /pro/facilities/:id/data own                                           | 302 303 302 | 200 200 200 404 | 403
GET  /pro/facilities/:id/data other                                         | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/data missing                                       | 302 303 302 | 404             | 403
POST /pro/facilities/:id/data/:section own                                  | 303         | 422 422 422 404 | 403
POST /pro/facilities/:id/data/:section other                                | 303         | 404             | 403
POST /pro/facilities/:id/data/:section missing                              | 303         | 404             | 403
POST /pro/facilities/:id/data/opening-hours own                             | 303         | 422 422 422 404 | 403
POST /pro/facilities/:id/data/opening-hours other                           | 303         | 404             | 403
POST /pro/facilities/:id/data/opening-hours missing                         | 303         | 404             | 403
POST /pro/facilities/:id/data/exceptional-days/:row own                     | 303         | 422 422 422 404 | 403
POST /pro/facilities/:id/data/exceptional-days/:row other                   | 303         | 404             | 403
POST /pro/facilities/:id/data/exceptional-days/:row missing                 | 303         | 404             | 403
GET  /pro/bodies/:id/data own                                               | 302 303 302 | 302 200 200 404 | 403
# The other place of a data manager is of the same body.
GET  /pro/bodies/:id/data other                                             | 302 303 302 | 404 404 200 404 | 403
GET  /pro/bodies/:id/data missing                                           | 302 303 302 | 404             | 403
POST /pro/bodies/:id/data/:section own                                      | 303         | 422 422 403 404 | 403
POST /pro/bodies/:id/data/:section other                                    | 303         | 404 404 403 404 | 403
POST /pro/bodies/:id/data/:section missing                                  | 303         | 404             | 403

# Consultations of the crèches whose subsidies are theirs to declare.
GET  /pro/consultations                                                     | 302 303 302 | 200 200 403 403 | 403
GET  /pro/facilities/:id/consultations/:month own                           | 302 303 302 | 404 200 403 403 | 403
GET  /pro/facilities/:id/consultations/:month other                         | 302 303 302 | 404 404 403 403 | 403
GET  /pro/facilities/:id/consultations/:month missing                       | 302 303 302 | 404 404 403 403 | 403
POST /pro/facilities/:id/consultations/:month own                           | 303         | 404 422 403 403 | 403
POST /pro/facilities/:id/consultations/:month other                         | 303         | 404 404 403 403 | 403
POST /pro/facilities/:id/consultations/:month missing                       | 303         | 404 404 403 403 | 403
GET  /pro/facilities/:id/consultations/:period/export own                   | 302 303 302 | 404 200 403 403 | 403
GET  /pro/facilities/:id/consultations/:period/export other                 | 302 303 302 | 404 404 403 403 | 403
GET  /pro/facilities/:id/consultations/:period/export missing               | 302 303 302 | 404 404 403 403 | 403

# What parents see of a place: of those who keep the file of its authorisation; who manages its users sees the place, not these data.
GET  /pro/presentation                                                      | 302 303 302 | 302 200 302 200 | 403
GET  /pro/facilities/:id/presentation own                                   | 302 303 302 | 200 200 200 403 | 403
GET  /pro/facilities/:id/presentation other                                 | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/presentation missing                               | 302 303 302 | 404             | 403
POST /pro/facilities/:id/presentation/places/:period own                    | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/presentation/places/:period other                  | 303         | 404             | 403
POST /pro/facilities/:id/presentation/places/:period missing                | 303         | 404             | 403
POST /pro/facilities/:id/presentation/confirm own                           | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/presentation/confirm other                         | 303         | 404             | 403
POST /pro/facilities/:id/presentation/confirm missing                       | 303         | 404             | 403
POST /pro/facilities/:id/presentation/full own                              | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/presentation/full other                            | 303         | 404             | 403
POST /pro/facilities/:id/presentation/full missing                          | 303         | 404             | 403
POST /pro/facilities/:id/presentation/qualities own                         | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/presentation/qualities other                       | 303         | 404             | 403
POST /pro/facilities/:id/presentation/qualities missing                     | 303         | 404             | 403
POST /pro/facilities/:id/presentation/project own                           | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/presentation/project other                         | 303         | 404             | 403
POST /pro/facilities/:id/presentation/project missing                       | 303         | 404             | 403
GET  /pro/facilities/:id/presentation/project/:from own                     | 302 303 302 | 200 200 200 403 | 403
GET  /pro/facilities/:id/presentation/project/:from other                   | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/presentation/project/:from missing                 | 302 303 302 | 404             | 403
POST /pro/facilities/:id/presentation/project/:from/withdraw own            | 303         | 422 422 422 403 | 403
POST /pro/facilities/:id/presentation/project/:from/withdraw other          | 303         | 404             | 403
POST /pro/facilities/:id/presentation/project/:from/withdraw missing        | 303         | 404             | 403

# Places after school: of who sees their sheet. The places of these persons are crèches: see test/after-school-places.
GET  /pro/after-school                                                      | 302 303 302 | 200 200 200 403 | 403
GET  /pro/after-school/calendar                                             | 302 303 302 | 200 200 200 403 | 403
GET  /pro/after-school/:id own                                              | 302 303 302 | 404             | 403
GET  /pro/after-school/:id other                                            | 302 303 302 | 404             | 403
GET  /pro/after-school/:id missing                                          | 302 303 302 | 404             | 403
POST /pro/after-school/:id/schedule own                                     | 303         | 404             | 403
POST /pro/after-school/:id/schedule other                                   | 303         | 404             | 403
POST /pro/after-school/:id/schedule missing                                 | 303         | 404             | 403
GET  /pro/after-school/:id/leader own                                       | 302 303 302 | 404             | 403
GET  /pro/after-school/:id/leader other                                     | 302 303 302 | 404             | 403
GET  /pro/after-school/:id/leader missing                                   | 302 303 302 | 404             | 403
POST /pro/after-school/:id/leader own                                       | 303         | 404             | 403
POST /pro/after-school/:id/leader other                                     | 303         | 404             | 403
POST /pro/after-school/:id/leader missing                                   | 303         | 404             | 403
GET  /pro/after-school/:id/history own                                      | 302 303 302 | 404             | 403
GET  /pro/after-school/:id/history other                                    | 302 303 302 | 404             | 403
GET  /pro/after-school/:id/history missing                                  | 302 303 302 | 404             | 403

# Attendance after school: of who holds the file of its place. The places of these persons are crèches: see test/after-school.
GET  /pro/after-school/attendance                                           | 302 303 302 | 403 200 403 403 | 403
GET  /pro/after-school/:id/attendance own                                   | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/attendance other                                 | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/attendance missing                               | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/attendance/:month own                            | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/attendance/:month other                          | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/attendance/:month missing                        | 302 303 302 | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month own                            | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month other                          | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month missing                        | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/cells own                      | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/cells other                    | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/cells missing                  | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/mend own                       | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/mend other                     | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/mend missing                   | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/options own                    | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/options other                  | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/attendance/:month/options missing                | 303         | 403 404 403 403 | 403
GET  /office/after-school/:id/attendance/:month own                         | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/after-school/:id/attendance/:month other                       | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/after-school/:id/attendance/:month missing                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403

# Days after school from a file: of who counts the children of its place. The places of these persons are crèches: see test/after-school.
GET  /pro/after-school/import                                               | 302 303 302 | 403             | 403
POST /pro/after-school/import                                               | 303         | 403             | 403
GET  /pro/after-school/:id/template own                                     | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/template other                                   | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/template missing                                 | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/import own                                       | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/import other                                     | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/:id/import missing                                   | 302 303 302 | 403 404 403 403 | 403
POST /pro/after-school/:id/import own                                       | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/import other                                     | 303         | 403 404 403 403 | 403
POST /pro/after-school/:id/import missing                                   | 303         | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id own                                      | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id other                                    | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id missing                                  | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id/file own                                 | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id/file other                               | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id/file missing                             | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id/columns own                              | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id/columns other                            | 302 303 302 | 403 404 403 403 | 403
GET  /pro/after-school/imports/:id/columns missing                          | 302 303 302 | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/columns own                              | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/columns other                            | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/columns missing                          | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/place own                                | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/place other                              | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/place missing                            | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/mend own                                 | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/mend other                               | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/mend missing                             | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/confirm own                              | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/confirm other                            | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/confirm missing                          | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/abandon own                              | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/abandon other                            | 303         | 403 404 403 403 | 403
POST /pro/after-school/imports/:id/abandon missing                          | 303         | 403 404 403 403 | 403

# Attendance, of subsidised crèches; at ONE of those who work on subsidies, who are none of the visitors.
GET  /pro/attendance                                                         | 302 303 302 | 200 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month own                              | 302 303 302     | 404 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month other                            | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month missing                          | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/propose own                      | 302 303 302     | 404 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/propose other                    | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/propose missing                  | 302 303 302     | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/propose own                      | 303             | 404 422 403 403 | 403
POST /pro/facilities/:id/attendance/:month/propose other                    | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/propose missing                  | 303             | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/rows own                         | 302 303 302     | 404 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/rows other                       | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/rows missing                     | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/changes own                      | 302 303 302     | 404 422 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/changes other                    | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/changes missing                  | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/children/:row own                | 302 303 302     | 404 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/children/:row other              | 302 303 302     | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/children/:row missing            | 302 303 302     | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/lines own                        | 303             | 404 422 403 403 | 403
POST /pro/facilities/:id/attendance/:month/lines other                      | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/lines missing                    | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/take-over own                    | 303             | 404 303 403 403 | 403
POST /pro/facilities/:id/attendance/:month/take-over other                  | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/take-over missing                | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/cells own                        | 303             | 404 303 403 403 | 403
POST /pro/facilities/:id/attendance/:month/cells other                      | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/cells missing                    | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/children/:row own                | 303             | 404 422 403 403 | 403
POST /pro/facilities/:id/attendance/:month/children/:row other              | 303             | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/children/:row missing            | 303             | 404 404 403 403 | 403
GET  /office/facilities/:id/attendance/:month own                           | 302 303 302     | 403             | 403
GET  /office/facilities/:id/attendance/:month other                         | 302 303 302     | 403             | 403
GET  /office/facilities/:id/attendance/:month missing                       | 302 303 302     | 403             | 403

# A month of attendance from a sheet: its sender's alone.
GET  /pro/facilities/:id/attendance/:month/template own                     | 302 303 302 | 404 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/template other                   | 302 303 302 | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/template missing                 | 302 303 302 | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/import own                       | 302 303 302 | 404 200 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/import other                     | 302 303 302 | 404 404 403 403 | 403
GET  /pro/facilities/:id/attendance/:month/import missing                   | 302 303 302 | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/import own                       | 303         | 404 422 403 403 | 403
POST /pro/facilities/:id/attendance/:month/import other                     | 303         | 404 404 403 403 | 403
POST /pro/facilities/:id/attendance/:month/import missing                   | 303         | 404 404 403 403 | 403
GET  /pro/attendance/imports/:id own                                        | 302 303 302 | 404 200 403 403 | 403
GET  /pro/attendance/imports/:id other                                      | 302 303 302 | 404 404 403 403 | 403
GET  /pro/attendance/imports/:id missing                                    | 302 303 302 | 404 404 403 403 | 403
GET  /pro/attendance/imports/:id/file own                                   | 302 303 302 | 404 200 403 403 | 403
GET  /pro/attendance/imports/:id/file other                                 | 302 303 302 | 404 404 403 403 | 403
GET  /pro/attendance/imports/:id/file missing                               | 302 303 302 | 404 404 403 403 | 403
GET  /pro/attendance/imports/:id/columns own                                | 302 303 302 | 404 200 403 403 | 403
GET  /pro/attendance/imports/:id/columns other                              | 302 303 302 | 404 404 403 403 | 403
GET  /pro/attendance/imports/:id/columns missing                            | 302 303 302 | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/columns own                                | 303         | 404 409 403 403 | 403
POST /pro/attendance/imports/:id/columns other                              | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/columns missing                            | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/mend own                                   | 303         | 404 422 403 403 | 403
POST /pro/attendance/imports/:id/mend other                                 | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/mend missing                               | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/confirm own                                | 303         | 404 422 403 403 | 403
POST /pro/attendance/imports/:id/confirm other                              | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/confirm missing                            | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/abandon own                                | 303         | 404 303 403 403 | 403
POST /pro/attendance/imports/:id/abandon other                              | 303         | 404 404 403 403 | 403
POST /pro/attendance/imports/:id/abandon missing                            | 303         | 404 404 403 403 | 403

# Who works where, from a sheet: its sender's alone.
GET  /pro/team/import                                                       | 302 303 302 | 200 200 403 403 | 403
POST /pro/team/import                                                       | 303         | 422 422 403 403 | 403
GET  /pro/team/export                                                       | 302 303 302 | 200 200 403 403 | 403
GET  /pro/team/import/modele.xlsx                                           | 302 303 302 | 200 200 403 403 | 403
GET  /pro/team/import/:id own                                               | 302 303 302 | 200 200 403 403 | 403
GET  /pro/team/import/:id other                                             | 302 303 302 | 404 404 403 403 | 403
GET  /pro/team/import/:id missing                                           | 302 303 302 | 404 404 403 403 | 403
GET  /pro/team/import/:id/file own                                          | 302 303 302 | 200 200 403 403 | 403
GET  /pro/team/import/:id/file other                                        | 302 303 302 | 404 404 403 403 | 403
GET  /pro/team/import/:id/file missing                                      | 302 303 302 | 404 404 403 403 | 403
POST /pro/team/import/:id/columns own                                       | 303         | 409 409 403 403 | 403
POST /pro/team/import/:id/columns other                                     | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/columns missing                                   | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/mend own                                          | 303         | 422 422 403 403 | 403
POST /pro/team/import/:id/mend other                                        | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/mend missing                                      | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/confirm own                                       | 303         | 422 422 403 403 | 403
POST /pro/team/import/:id/confirm other                                     | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/confirm missing                                   | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/abandon own                                       | 303         | 303 303 403 403 | 403
POST /pro/team/import/:id/abandon other                                     | 303         | 404 404 403 403 | 403
POST /pro/team/import/:id/abandon missing                                   | 303         | 404 404 403 403 | 403

# Mon Équipe: an administrator's and a childminder's; a data manager's who was given it
GET  /pro/team                                                              | 302 303 302 | 200 200 403 403 | 403
GET  /pro/team/new                                                          | 302 303 302 | 200 200 403 403 | 403
POST /pro/team/new                                                          | 303         | 422 422 403 403 | 403
GET  /pro/team/new/name                                                     | 302 303 302 | 303 303 403 403 | 403
POST /pro/team/new/name                                                     | 303         | 303 303 403 403 | 403
GET  /pro/team/new/person                                                   | 302 303 302 | 303 303 403 403 | 403
POST /pro/team/new/person                                                   | 303         | 303 303 403 403 | 403
POST /pro/team/new/use                                                      | 303         | 303 303 403 403 | 403
POST /pro/team/new/restart                                                  | 303         | 303 303 403 403 | 403
POST /pro/team/new/abandon                                                  | 303         | 303 303 403 403 | 403
GET  /pro/team/:id own                                                      | 302 303 302 | 200 200 404 404 | 403
GET  /pro/team/:id other                                                    | 302 303 302 | 404             | 403
GET  /pro/team/:id missing                                                  | 302 303 302 | 404             | 403
POST /pro/team/:id/:section/:row own                                        | 303         | 422 422 404 404 | 403
POST /pro/team/:id/:section/:row other                                      | 303         | 404             | 403
POST /pro/team/:id/:section/:row missing                                    | 303         | 404             | 403
GET  /office/team/:id own                                                   | 302 303 302 | 403             | 200 200 200 200 200 404 200 404 404
GET  /office/team/:id other                                                 | 302 303 302 | 403             | 404
GET  /office/team/:id missing                                               | 302 303 302 | 403             | 404
# Users of the body: its administrators and those who manage users. Somebody of another body is not there.
GET  /pro/users                                                             | 302 303 302 | 403 200 403 200 | 403
POST /pro/users                                                             | 303         | 403 422 403 422 | 403
GET  /pro/users/export                                                      | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/new                                                         | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/second                                                      | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/:id/rights own                                              | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/:id/rights other                                            | 302 303 302 | 403 404 403 404 | 403
GET  /pro/users/:id/rights missing                                          | 302 303 302 | 403 404 403 404 | 403
POST /pro/users/:id/rights own                                              | 303         | 403 422 403 422 | 403
POST /pro/users/:id/rights other                                            | 303         | 403 404 403 404 | 403
POST /pro/users/:id/rights missing                                          | 303         | 403 404 403 404 | 403
GET  /pro/users/:id/deactivate own                                          | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/:id/deactivate other                                        | 302 303 302 | 403 404 403 404 | 403
GET  /pro/users/:id/deactivate missing                                      | 302 303 302 | 403 404 403 404 | 403
POST /pro/users/:id/deactivate own                                          | 303         | 403 422 403 422 | 403
POST /pro/users/:id/deactivate other                                        | 303         | 403 404 403 404 | 403
POST /pro/users/:id/deactivate missing                                      | 303         | 403 404 403 404 | 403
GET  /pro/users/:id/reactivate own                                          | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/:id/reactivate other                                        | 302 303 302 | 403 404 403 404 | 403
GET  /pro/users/:id/reactivate missing                                      | 302 303 302 | 403 404 403 404 | 403
POST /pro/users/:id/reactivate own                                          | 303         | 403 422 403 422 | 403
POST /pro/users/:id/reactivate other                                        | 303         | 403 404 403 404 | 403
POST /pro/users/:id/reactivate missing                                      | 303         | 403 404 403 404 | 403
GET  /pro/users/:id/delete own                                              | 302 303 302 | 403 200 403 200 | 403
GET  /pro/users/:id/delete other                                            | 302 303 302 | 403 404 403 404 | 403
GET  /pro/users/:id/delete missing                                          | 302 303 302 | 403 404 403 404 | 403
POST /pro/users/:id/delete own                                              | 303         | 403 422 403 422 | 403
POST /pro/users/:id/delete other                                            | 303         | 403 404 403 404 | 403
POST /pro/users/:id/delete missing                                          | 303         | 403 404 403 404 | 403

# Software of others: let in by the administrators of a body.
GET  /pro/applications                                                      | 302 303 302 | 403 200 403 403 | 403
POST /pro/applications                                                      | 303         | 403 422 403 403 | 403
GET  /pro/applications/new                                                  | 302 303 302 | 403 200 403 403 | 403
GET  /pro/applications/:id own                                              | 302 303 302 | 403 200 403 403 | 403
GET  /pro/applications/:id other                                            | 302 303 302 | 403 404 403 403 | 403
GET  /pro/applications/:id missing                                          | 302 303 302 | 403 404 403 403 | 403
GET  /pro/applications/:id/renew own                                        | 302 303 302 | 403 200 403 403 | 403
GET  /pro/applications/:id/renew other                                      | 302 303 302 | 403 404 403 403 | 403
GET  /pro/applications/:id/renew missing                                    | 302 303 302 | 403 404 403 403 | 403
POST /pro/applications/:id/renew own                                        | 303         | 403 422 403 403 | 403
POST /pro/applications/:id/renew other                                      | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/renew missing                                    | 303         | 403 404 403 403 | 403
GET  /pro/applications/:id/change own                                       | 302 303 302 | 403 200 403 403 | 403
GET  /pro/applications/:id/change other                                     | 302 303 302 | 403 404 403 403 | 403
GET  /pro/applications/:id/change missing                                   | 302 303 302 | 403 404 403 403 | 403
POST /pro/applications/:id/change own                                       | 303         | 403 422 403 403 | 403
POST /pro/applications/:id/change other                                     | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/change missing                                   | 303         | 403 404 403 403 | 403
GET  /pro/applications/:id/revoke own                                       | 302 303 302 | 403 200 403 403 | 403
GET  /pro/applications/:id/revoke other                                     | 302 303 302 | 403 404 403 403 | 403
GET  /pro/applications/:id/revoke missing                                   | 302 303 302 | 403 404 403 403 | 403
POST /pro/applications/:id/revoke own                                       | 303         | 403 303 403 403 | 403
POST /pro/applications/:id/revoke other                                     | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/revoke missing                                   | 303         | 403 404 403 403 | 403

GET  /pro/applications/:id/webhooks/new own                                 | 302 303 302 | 403 200 403 403 | 403
GET  /pro/applications/:id/webhooks/new other                               | 302 303 302 | 403 404 403 403 | 403
GET  /pro/applications/:id/webhooks/new missing                             | 302 303 302 | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks own                                     | 303         | 403 422 403 403 | 403
POST /pro/applications/:id/webhooks other                                   | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks missing                                 | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks/remove own                              | 303         | 403 422 403 403 | 403
POST /pro/applications/:id/webhooks/remove other                            | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks/remove missing                          | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks/enable own                              | 303         | 403 422 403 403 | 403
POST /pro/applications/:id/webhooks/enable other                            | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks/enable missing                          | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks/replay own                              | 303         | 403 422 403 403 | 403
POST /pro/applications/:id/webhooks/replay other                            | 303         | 403 404 403 403 | 403
POST /pro/applications/:id/webhooks/replay missing                          | 303         | 403 404 403 403 | 403

# For software: its own tokens, whoever is signed in.
GET  /interface/v1/openapi.json                                             | 200         | 200             | 200
GET  /interface/v1/places                                                   | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month own                         | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month other                       | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month missing                     | 401         | 401             | 401
PUT  /interface/v1/places/:id/attendance/:month own                         | 401         | 401             | 401
PUT  /interface/v1/places/:id/attendance/:month other                       | 401         | 401             | 401
PUT  /interface/v1/places/:id/attendance/:month missing                     | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month/changes own                 | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month/changes other               | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month/changes missing             | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month/state own                   | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month/state other                 | 401         | 401             | 401
GET  /interface/v1/places/:id/attendance/:month/state missing               | 401         | 401             | 401
GET  /interface/v1/places/:id/after-school/:month own                       | 401         | 401             | 401
GET  /interface/v1/places/:id/after-school/:month other                     | 401         | 401             | 401
GET  /interface/v1/places/:id/after-school/:month missing                   | 401         | 401             | 401
PUT  /interface/v1/places/:id/after-school/:month own                       | 401         | 401             | 401
PUT  /interface/v1/places/:id/after-school/:month other                     | 401         | 401             | 401
PUT  /interface/v1/places/:id/after-school/:month missing                   | 401         | 401             | 401

# What ONE says to all, and what one asks the helpdesk
# Subsidies: their service at ONE is none of these agents; what was received is for who has the file of subsidies.
GET  /office/lump-sums                                                      | 302 303 302 | 403             | 403
GET  /office/lump-sums/modele.xlsx                                          | 302 303 302 | 403             | 403
GET  /office/lump-sums/new                                                  | 302 303 302 | 403             | 403
POST /office/lump-sums/new                                                  | 303         | 403             | 403
GET  /office/lump-sums/:id own                                              | 302 303 302 | 403             | 403
GET  /office/lump-sums/:id other                                            | 302 303 302 | 403             | 403
GET  /office/lump-sums/:id missing                                          | 302 303 302 | 403             | 403
GET  /office/lump-sums/:id/tableau.xlsx own                                 | 302 303 302 | 403             | 403
GET  /office/lump-sums/:id/tableau.xlsx other                               | 302 303 302 | 403             | 403
GET  /office/lump-sums/:id/tableau.xlsx missing                             | 302 303 302 | 403             | 403
POST /office/lump-sums/:id/publish own                                      | 303         | 403             | 403
POST /office/lump-sums/:id/publish other                                    | 303         | 403             | 403
POST /office/lump-sums/:id/publish missing                                  | 303         | 403             | 403
POST /office/lump-sums/:id/drop own                                         | 303         | 403             | 403
POST /office/lump-sums/:id/drop other                                       | 303         | 403             | 403
POST /office/lump-sums/:id/drop missing                                     | 303         | 403             | 403
GET  /office/payments                                                       | 302 303 302 | 403             | 403
POST /office/payments/files                                                 | 303         | 403             | 403
GET  /office/payments/files/:id own                                         | 302 303 302 | 403             | 403
GET  /office/payments/files/:id other                                       | 302 303 302 | 403             | 403
GET  /office/payments/files/:id missing                                     | 302 303 302 | 403             | 403
GET  /office/payments/files/:id/pain001.xml own                             | 302 303 302 | 403             | 403
GET  /office/payments/files/:id/pain001.xml other                           | 302 303 302 | 403             | 403
GET  /office/payments/files/:id/pain001.xml missing                         | 302 303 302 | 403             | 403
POST /office/payments/files/:id/release own                                 | 303         | 403             | 403
POST /office/payments/files/:id/release other                               | 303         | 403             | 403
POST /office/payments/files/:id/release missing                             | 303         | 403             | 403
POST /office/payments/files/:id/executed own                                | 303         | 403             | 403
POST /office/payments/files/:id/executed other                              | 303         | 403             | 403
POST /office/payments/files/:id/executed missing                            | 303         | 403             | 403
POST /office/payments/files/:id/reject own                                  | 303         | 403             | 403
POST /office/payments/files/:id/reject other                                | 303         | 403             | 403
POST /office/payments/files/:id/reject missing                              | 303         | 403             | 403
POST /office/payments/files/:id/retry own                                   | 303         | 403             | 403
POST /office/payments/files/:id/retry other                                 | 303         | 403             | 403
POST /office/payments/files/:id/retry missing                               | 303         | 403             | 403
POST /office/payments/files/:id/drop own                                    | 303         | 403             | 403
POST /office/payments/files/:id/drop other                                  | 303         | 403             | 403
POST /office/payments/files/:id/drop missing                                | 303         | 403             | 403
GET  /office/bonuses                                                        | 302 303 302 | 403             | 403
GET  /office/bonuses/new                                                    | 302 303 302 | 403             | 403
POST /office/bonuses/new                                                    | 303         | 403             | 403
GET  /office/bonuses/:id own                                                | 302 303 302 | 403             | 403
GET  /office/bonuses/:id other                                              | 302 303 302 | 403             | 403
GET  /office/bonuses/:id missing                                            | 302 303 302 | 403             | 403
GET  /office/bonuses/:id/document own                                       | 302 303 302 | 403             | 403
GET  /office/bonuses/:id/document other                                     | 302 303 302 | 403             | 403
GET  /office/bonuses/:id/document missing                                   | 302 303 302 | 403             | 403
POST /office/bonuses/:id/decide own                                         | 303         | 403             | 403
POST /office/bonuses/:id/decide other                                       | 303         | 403             | 403
POST /office/bonuses/:id/decide missing                                     | 303         | 403             | 403
POST /office/bonuses/:id/drop own                                           | 303         | 403             | 403
POST /office/bonuses/:id/drop other                                         | 303         | 403             | 403
POST /office/bonuses/:id/drop missing                                       | 303         | 403             | 403
GET  /pro/subsidies/bonuses/:id/document own                                | 302 303 302 | 404 404 403 403 | 403
GET  /pro/subsidies/bonuses/:id/document other                              | 302 303 302 | 404 404 403 403 | 403
GET  /pro/subsidies/bonuses/:id/document missing                            | 302 303 302 | 404 404 403 403 | 403
GET  /pro/subsidies                                                         | 302 303 302 | 200 200 403 403 | 403
GET  /pro/subsidies/export                                                  | 302 303 302 | 200 200 403 403 | 403
GET  /pro/subsidies/covid                                                   | 302 303 302 | 200 200 403 403 | 403
GET  /pro/subsidies/scales                                                  | 302 303 302 | 200 200 403 403 | 403
GET  /pro/subsidies/scales/:id own                                          | 302 303 302 | 404 404 403 403 | 403
GET  /pro/subsidies/scales/:id other                                        | 302 303 302 | 404 404 403 403 | 403
GET  /pro/subsidies/scales/:id missing                                      | 302 303 302 | 404 404 403 403 | 403
GET  /pro/communications                                                    | 302 303 302 | 200             | 403
POST /pro/communications/:id/put-away own                                   | 303         | 303             | 403
POST /pro/communications/:id/put-away other                                 | 303         | 303             | 403
POST /pro/communications/:id/put-away missing                               | 303         | 303             | 403
GET  /office/communications                                                 | 302 303 302 | 403             | 200
POST /office/communications/:id/put-away own                                | 303         | 403             | 303
POST /office/communications/:id/put-away other                              | 303         | 403             | 303
POST /office/communications/:id/put-away missing                            | 303         | 403             | 303
GET  /office/communications/write                                           | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/communications/write/new                                       | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
POST /office/communications/write/new                                       | 303         | 403             | 403 403 403 403 403 403 422 422 403
GET  /office/communications/write/:id own                                   | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/communications/write/:id other                                 | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/communications/write/:id missing                               | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/communications/write/:id own                                   | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/communications/write/:id other                                 | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/communications/write/:id missing                               | 303         | 403             | 403 403 403 403 403 403 404 404 403
POST /office/communications/write/:id/publish own                           | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/communications/write/:id/publish other                         | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/communications/write/:id/publish missing                       | 303         | 403             | 403 403 403 403 403 403 404 404 403
# The letters: a link of a mail that is none
GET  /newsletters/unsubscribe                                               | 404 404 302 | 404             | 404
POST /newsletters/unsubscribe                                               | 404 404 303 | 404             | 404
GET  /pro/newsletters                                                       | 302 303 302 | 200             | 403
GET  /pro/newsletters/:id own                                               | 302 303 302 | 200             | 403
GET  /pro/newsletters/:id other                                             | 302 303 302 | 200             | 403
GET  /pro/newsletters/:id missing                                           | 302 303 302 | 404             | 403
GET  /pro/newsletters/:id/file own                                          | 302 303 302 | 404             | 403
GET  /pro/newsletters/:id/file other                                        | 302 303 302 | 404             | 403
GET  /pro/newsletters/:id/file missing                                      | 302 303 302 | 404             | 403
GET  /office/newsletters                                                    | 302 303 302 | 403             | 200
GET  /office/newsletters/:id own                                            | 302 303 302 | 403             | 200
GET  /office/newsletters/:id other                                          | 302 303 302 | 403             | 200
GET  /office/newsletters/:id missing                                        | 302 303 302 | 403             | 404
GET  /office/newsletters/:id/file own                                       | 302 303 302 | 403             | 404
GET  /office/newsletters/:id/file other                                     | 302 303 302 | 403             | 404
GET  /office/newsletters/:id/file missing                                   | 302 303 302 | 403             | 404
GET  /office/newsletters/write                                              | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/newsletters/write/flash-accueil.xlsx                           | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/newsletters/write/prodige.xlsx                                 | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/newsletters/write/new                                          | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
POST /office/newsletters/write/new                                          | 303         | 403             | 403 403 403 403 403 403 422 422 403
GET  /office/newsletters/write/:id own                                      | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/newsletters/write/:id/file own                                 | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/newsletters/write/:id own                                      | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/newsletters/write/:id/file own                                 | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/newsletters/write/:id/send own                                 | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/newsletters/write/:id/discard own                              | 303         | 403             | 403 403 403 403 403 403 422 422 403
GET  /office/newsletters/write/:id other                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/newsletters/write/:id/file other                               | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/newsletters/write/:id other                                    | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/newsletters/write/:id/file other                               | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/newsletters/write/:id/send other                               | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/newsletters/write/:id/discard other                            | 303         | 403             | 403 403 403 403 403 403 422 422 403
GET  /office/newsletters/write/:id missing                                  | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
GET  /office/newsletters/write/:id/file missing                             | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/newsletters/write/:id missing                                  | 303         | 403             | 403 403 403 403 403 403 404 404 403
POST /office/newsletters/write/:id/file missing                             | 303         | 403             | 403 403 403 403 403 403 404 404 403
POST /office/newsletters/write/:id/send missing                             | 303         | 403             | 403 403 403 403 403 403 404 404 403
POST /office/newsletters/write/:id/discard missing                          | 303         | 403             | 403 403 403 403 403 403 303 303 403
GET  /pro/invitations                                                       | 302 303 302 | 200             | 403
POST /pro/invitations/:id/register own                                      | 303         | 303             | 403
POST /pro/invitations/:id/register other                                    | 303         | 303             | 403
POST /pro/invitations/:id/register missing                                  | 303         | 404             | 403
POST /pro/invitations/:id/withdraw own                                      | 303         | 303             | 403
POST /pro/invitations/:id/withdraw other                                    | 303         | 303             | 403
POST /pro/invitations/:id/withdraw missing                                  | 303         | 404             | 403
GET  /office/invitations                                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/invitations/new                                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
POST /office/invitations/new                                                | 303         | 403             | 403 403 403 403 403 403 422 422 403
GET  /office/invitations/:id own                                            | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/invitations/:id/inscriptions.xlsx own                          | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/invitations/:id other                                          | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/invitations/:id/inscriptions.xlsx other                        | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/invitations/:id missing                                        | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
GET  /office/invitations/:id/inscriptions.xlsx missing                      | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/invitations/:id own                                            | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/invitations/:id/cancel own                                     | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/invitations/:id other                                          | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/invitations/:id/cancel other                                   | 303         | 403             | 403 403 403 403 403 403 422 422 403
POST /office/invitations/:id missing                                        | 303         | 403             | 403 403 403 403 403 403 404 404 403
POST /office/invitations/:id/cancel missing                                 | 303         | 403             | 403 403 403 403 403 403 404 404 403
GET  /pro/questions                                                         | 302 303 302 | 200             | 403
GET  /pro/questions/:id own                                                 | 302 303 302 | 200             | 403
GET  /pro/questions/:id other                                               | 302 303 302 | 404             | 403
GET  /pro/questions/:id missing                                             | 302 303 302 | 404             | 403
POST /pro/questions/:id/reply own                                           | 303         | 422             | 403
POST /pro/questions/:id/reply other                                         | 303         | 404             | 403
POST /pro/questions/:id/reply missing                                       | 303         | 404             | 403
GET  /office/questions                                                      | 302 303 302 | 403             | 200
GET  /office/questions/:id own                                              | 302 303 302 | 403             | 200
GET  /office/questions/:id other                                            | 302 303 302 | 403             | 404
GET  /office/questions/:id missing                                          | 302 303 302 | 403             | 404
POST /office/questions/:id/reply own                                        | 303         | 403             | 422
POST /office/questions/:id/reply other                                      | 303         | 403             | 404
POST /office/questions/:id/reply missing                                    | 303         | 403             | 404
GET  /pro/correction                                                        | 302 303 302 | 200             | 403
POST /pro/correction                                                        | 303         | 422             | 403
GET  /office/helpdesk                                                       | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/:id own                                               | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/:id other                                             | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/:id missing                                           | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/:id/take own                                          | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/:id/take other                                        | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/:id/take missing                                      | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/:id/answer own                                        | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/:id/answer other                                      | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/:id/answer missing                                    | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/:id/hand own                                          | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/:id/hand other                                        | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/:id/hand missing                                      | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/:id/hand own                                          | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/:id/hand other                                        | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/:id/hand missing                                      | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/tickets                                                        | 302 303 302 | 403             | 200
GET  /office/tickets/:id own                                                | 302 303 302 | 403             | 200
GET  /office/tickets/:id other                                              | 302 303 302 | 403             | 404
GET  /office/tickets/:id missing                                            | 302 303 302 | 403             | 404
POST /office/tickets/:id/answer own                                         | 303         | 403             | 422
POST /office/tickets/:id/answer other                                       | 303         | 403             | 404
POST /office/tickets/:id/answer missing                                     | 303         | 403             | 404
POST /office/tickets/:id/give-back own                                      | 303         | 403             | 422
POST /office/tickets/:id/give-back other                                    | 303         | 403             | 404
POST /office/tickets/:id/give-back missing                                  | 303         | 403             | 404
GET  /office/helpdesk/sentences                                             | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/sentences/new                                         | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
POST /office/helpdesk/sentences/new                                         | 303         | 403             | 403 403 403 403 403 403 403 422 403
GET  /office/helpdesk/sentences/:id own                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/sentences/:id other                                   | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/sentences/:id missing                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/sentences/:id own                                     | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/sentences/:id other                                   | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/sentences/:id missing                                 | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/sentences/:id/retire own                              | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/sentences/:id/retire other                            | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/sentences/:id/retire missing                          | 303         | 403             | 403 403 403 403 403 403 403 404 403

# The helpdesk and one user: a correction is answered by another person than the one who asked for it (own).
GET  /office/helpdesk/users                                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
POST /office/helpdesk/users                                                 | 303         | 403             | 403 403 403 403 403 403 403 422 403
GET  /office/helpdesk/users/:id own                                         | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/users/:id other                                       | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/users/:id missing                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/users/:id/see own                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/users/:id/see other                                   | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/users/:id/see missing                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/users/:id/see own                                     | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/users/:id/see other                                   | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/users/:id/see missing                                 | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/users/:id/unlock own                                  | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/users/:id/unlock other                                | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/users/:id/unlock missing                              | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/users/:id/correct own                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/users/:id/correct other                               | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/users/:id/correct missing                             | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/users/:id/correct own                                 | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/users/:id/correct other                               | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/users/:id/correct missing                             | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/corrections                                           | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/corrections/:id own                                   | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/corrections/:id other                                 | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/corrections/:id missing                               | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/corrections/:id/confirm own                           | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/helpdesk/corrections/:id/confirm other                         | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/corrections/:id/confirm missing                       | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/corrections/:id/refuse own                            | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/helpdesk/corrections/:id/refuse other                          | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/corrections/:id/refuse missing                        | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/corrections/:id/withdraw own                          | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/corrections/:id/withdraw other                        | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/helpdesk/corrections/:id/withdraw missing                      | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/users/:id/bodies/:body/restore own                    | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/users/:id/bodies/:body/restore other                  | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/users/:id/bodies/:body/restore missing                | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/people                                                | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
POST /office/helpdesk/people                                                | 303         | 403             | 403 403 403 403 403 403 403 422 403
GET  /office/helpdesk/people/:id/correct own                                | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/people/:id/correct other                              | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/people/:id/correct missing                            | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/people/:id/correct own                                | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/people/:id/correct other                              | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/people/:id/correct missing                            | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/bodies                                                | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/bodies/:id/recover own                                | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/bodies/:id/recover other                              | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/bodies/:id/recover missing                            | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/bodies/:id/recover own                                | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/bodies/:id/recover other                              | 303         | 403             | 403 403 403 403 403 403 403 422 403
POST /office/helpdesk/bodies/:id/recover missing                            | 303         | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/recoveries/:id own                                    | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/recoveries/:id other                                  | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/recoveries/:id missing                                | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
GET  /office/helpdesk/recoveries/:id/letter own                             | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/recoveries/:id/letter other                           | 302 303 302 | 403             | 403 403 403 403 403 403 403 200 403
GET  /office/helpdesk/recoveries/:id/letter missing                         | 302 303 302 | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/recoveries/:id/confirm own                            | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/helpdesk/recoveries/:id/confirm other                          | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/recoveries/:id/confirm missing                        | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/recoveries/:id/refuse own                             | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/helpdesk/recoveries/:id/refuse other                           | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/recoveries/:id/refuse missing                         | 303         | 403             | 403 403 403 403 403 403 403 404 403
POST /office/helpdesk/recoveries/:id/withdraw own                           | 303         | 403             | 403 403 403 403 403 403 403 303 403
POST /office/helpdesk/recoveries/:id/withdraw other                         | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/helpdesk/recoveries/:id/withdraw missing                       | 303         | 403             | 403 403 403 403 403 403 403 404 403
# Leaving the pages of a user, by who sees none.
POST /view-as/leave                                                         | 303         | 303             | 303

# Agents: their tasks. The secretariat of appeals sees its own tasks only, the helpdesk and the data protection officer none.
GET  /office                                                                | 302 303 302 | 403             | 302
GET  /office/notices                                                        | 302 303 302 | 403             | 200
POST /office/notices                                                        | 303         | 403             | 422
GET  /office/tasks                                                          | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 200
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
GET  /office/tasks/views                                                    | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 200
POST /office/tasks/views                                                    | 303         | 403             | 422 422 422 422 422 422 422 403 422
POST /office/tasks/views/:id/remove own                                     | 303         | 403             | 303 303 303 303 303 303 303 403 303
POST /office/tasks/views/:id/remove other                                   | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/tasks/views/:id/remove missing                                 | 303         | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/tasks/columns                                                  | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 200
POST /office/tasks/columns                                                  | 303         | 403             | 303 303 303 303 303 303 303 403 303
GET  /office/tasks/mail                                                     | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 200
POST /office/tasks/mail                                                     | 303         | 403             | 422 422 422 422 422 422 422 403 422
GET  /office/absences                                                       | 302 303 302 | 403             | 200 200 200 200 200 200 200 403 200
POST /office/absences                                                       | 303         | 403             | 422 422 422 422 422 422 422 403 422
POST /office/absences/:id/cancel own                                        | 303         | 403             | 303 303 303 303 303 303 303 403 303
POST /office/absences/:id/cancel other                                      | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/absences/:id/cancel missing                                    | 303         | 403             | 404 404 404 404 404 404 404 403 404

# ONE's own users: said by those who supervise where they work (own), read by the helpdesk.
GET  /office/users                                                          | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
POST /office/users                                                          | 303         | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/users/new                                                      | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
POST /office/users/new                                                      | 303         | 403             | 403 403 403 403 403 403 422 403 403
GET  /office/users/:id own                                                  | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/users/:id other                                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 200 403
GET  /office/users/:id missing                                              | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
GET  /office/users/:id/role own                                             | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/role other                                           | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/role missing                                         | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/users/:id/role own                                             | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/role other                                           | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/role missing                                         | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /office/users/:id/end own                                              | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/end other                                            | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/end missing                                          | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/users/:id/end own                                              | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/end other                                            | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/end missing                                          | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /office/users/:id/portfolio own                                        | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/portfolio other                                      | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/portfolio missing                                    | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/users/:id/portfolio own                                        | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/portfolio other                                      | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/portfolio missing                                    | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /office/users/:id/deactivate own                                       | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/deactivate other                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/users/:id/deactivate missing                                   | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/users/:id/deactivate own                                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/deactivate other                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/users/:id/deactivate missing                                   | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /office/users/:id/reactivate own                                       | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /office/users/:id/reactivate other                                     | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 403
GET  /office/users/:id/reactivate missing                                   | 302 303 302 | 403             | 403 403 403 403 403 403 404 404 403
POST /office/users/:id/reactivate own                                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /office/users/:id/reactivate other                                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /office/users/:id/reactivate missing                                   | 303         | 403             | 403 403 403 403 403 403 404 403 403

# What one has begun to write: of which form is not said here
POST /form-drafts                                                           | 303         | 404             | 404
POST /form-drafts/discard                                                   | 303         | 404             | 404

# Agents: facilities and cases
GET  /office/search                                                         | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
GET  /office/facilities                                                     | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
GET  /office/facilities/:id own                                             | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/facilities/:id other                                           | 302 303 302 | 403             | 404 404 404 404 404 404 404 200 404
GET  /office/facilities/:id missing                                         | 302 303 302 | 403             | 404
GET  /office/facilities/:id/project/:from own                               | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/facilities/:id/project/:from other                             | 302 303 302 | 403             | 404 404 404 404 404 404 404 200 404
GET  /office/facilities/:id/project/:from missing                           | 302 303 302 | 403             | 404

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
POST /supervision/parameters/changes/:id/approve other                      | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /supervision/parameters/changes/:id/approve missing                    | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/parameters/changes/:id/refuse own                         | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /supervision/parameters/changes/:id/refuse other                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /supervision/parameters/changes/:id/refuse missing                     | 303         | 403             | 403 403 403 403 403 403 404 403 403
POST /supervision/parameters/changes/:id/withdraw own                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
POST /supervision/parameters/changes/:id/withdraw other                     | 303         | 403             | 403 403 403 403 403 403 403 403 403
POST /supervision/parameters/changes/:id/withdraw missing                   | 303         | 403             | 403 403 403 403 403 403 404 403 403
GET  /supervision/parameters/calendar                                       | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
POST /supervision/parameters/calendar                                       | 303         | 403             | 403 403 403 403 403 403 422 403 403
GET  /supervision/parameters/export                                         | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/parameters/:slug/:code                                    | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
POST /supervision/parameters/:slug/:code                                    | 303         | 403             | 403 403 403 403 403 403 422 403 403
GET  /supervision/procedures                                                | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 403
GET  /supervision/audit                                                     | 302 303 302 | 403             | 403 403 403 403 403 403 200 403 200
GET  /supervision/audit/export                                              | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 200
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
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  relation: Relation;
  expected: Record<Visitor, number>;
}

/** Those of every procedure are told in its own folder. */
export const matrix: Row[] = [table, ...slices.map(({ access }) => access.rows)]
  .join('\n')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [what = '', ...groups] = line.split('|').map((part) => part.trim());
    const [method, path = '', relation = ''] = what.split(/\s+/);
    const statuses = [doors, operators, agents].flatMap((group, at) => {
      const given = (groups[at] ?? '').split(/\s+/).map(Number);
      if (group === agents && given.length === agents.length - afterSchoolAgents.length) {
        const answers = afterSchoolAnswers.get([method, path, relation].filter(Boolean).join(' '));
        given.push(...afterSchoolAgents.map((visitor) => answers?.[visitor] ?? 403));
      }
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
