/**
 * The first version of the questionnaire, in the spirit of the code de qualité de l'accueil. No document gives the criteria of the bilan: all of them
 * are an assumption, to be confirmed by ONE. A later version is a migration of its own; a criterion keeps its name there.
 */
import type { Knex } from 'knex';

const version = '2026';
const levels = [
  { score: 1, word: 'à développer', description: "Cela n'existe pas encore, ou dépend d'une seule personne." },
  {
    score: 2,
    word: 'en chemin',
    description: "L'équipe a commencé : cela se fait par moments ou dans une partie du milieu d'accueil.",
  },
  { score: 3, word: 'bien engagé', description: 'Cela se fait chaque jour ou presque, et presque partout.' },
  { score: 4, word: 'acquis', description: 'Cela se fait partout, chacun le sait, et on en reparle régulièrement.' },
  { score: 0, word: 'sans objet', description: "Cela ne concerne pas ce milieu d'accueil. Dites pourquoi." },
];

/** By domain, in order: name | wording | what to think of. « * » before a name: « sans objet » may be answered. */
const domains: Readonly<Record<string, string>> = {
  infrastructure: `
spaces | Les espaces répondent aux besoins des enfants de chaque âge | Pensez à : bouger, se reposer, jouer seul ou à plusieurs, se tenir à l'écart.
safety-round | La sécurité des locaux est vérifiée régulièrement et les défauts sont corrigés | Pensez à : prises, barrières, portes, meubles fixés, qui vérifie et quand.
evacuation | L'évacuation est connue de tous et exercée | Pensez à : plan affiché, exercices datés, point de rassemblement, remplaçants.
*outdoors | Les enfants sortent chaque jour ou presque, dans un espace extérieur sûr | Pensez à : ombre, clôture, vêtements, sorties par tous les temps.
materials | Le mobilier et les jeux sont adaptés, en bon état et accessibles aux enfants | Pensez à : hauteur, entretien, choix laissé aux enfants, renouvellement.
air | L'air, la lumière, le bruit et la température des locaux sont surveillés | Pensez à : aération, lumière du jour, coins calmes, thermomètre.
access-control | Les entrées et les sorties sont maîtrisées : on sait qui est là et qui vient chercher l'enfant | Pensez à : porte, registre, personnes autorisées.
*vehicles | Les déplacements avec les enfants sont préparés et sûrs | Pensez à : poussettes, sièges, nombre d'adultes, accord des parents.`,
  health: `
cleaning | Les locaux sont propres, aérés et entretenus selon un plan connu de l'équipe | Pensez à : plan affiché, produits hors de portée, linge.
care-gestures | Les gestes d'hygiène entourent le soin de l'enfant sans l'interrompre | Pensez à : lavage des mains, change, participation de l'enfant.
sleep | Le sommeil de chaque enfant est respecté et surveillé | Pensez à : couchage individuel, rythme propre, passage régulier, température de la pièce.
meals | Les repas tiennent compte de l'âge, du rythme et des allergies | Pensez à : diversification, eau, allergies affichées, plaisir de manger.
medicines | Les médicaments sont donnés sur prescription et inscrits au registre | Pensez à : prescription, accord des parents, rangement, registre signé.
alert-signs | L'équipe sait reconnaître les signes d'alerte et qui appeler | Pensez à : premiers secours, numéros affichés, trousse, rappel des gestes.
vaccination | Le suivi de la vaccination est à jour | Pensez à : carnets, rappels aux parents, médecin du milieu d'accueil.
*animals-plants | Les animaux et les plantes sont sans danger pour les enfants | Pensez à : plantes toxiques, vaccination des animaux, contact accompagné.`,
  project: `
project-alive | Le projet d'accueil est écrit, connu de l'équipe et relu au moins tous les trois ans | Pensez à : qui l'a écrit, qui l'a lu, ce qui a changé.
settling-in | La familiarisation se fait pas à pas, au rythme de l'enfant et de sa famille | Pensez à : durée, présence du parent, personne de référence, objet familier.
reference-person | Chaque enfant a une personne de référence et des repères stables | Pensez à : continuité des adultes, groupes, passages d'une section à l'autre.
free-play | Le jeu libre a sa place chaque jour et l'adulte l'accompagne sans le diriger | Pensez à : temps, matériel, observation, regard de l'adulte.
routines | Les moments de soin, de repas et de repos sont des moments de relation | Pensez à : paroles, lenteur, gestes annoncés, un adulte disponible.
emotions | Les émotions et les conflits des enfants sont accueillis avec des mots | Pensez à : pleurs, morsures, limites expliquées, jamais d'humiliation.
observation | L'équipe observe les enfants et ajuste ses pratiques | Pensez à : notes, échanges en réunion, ce qui a été changé.
language | La langue, les livres et la musique accompagnent la journée | Pensez à : parler à l'enfant, livres à portée, chansons, langues des familles.`,
  inclusion: `
open-to-all | L'accueil est ouvert à toutes les familles, sans discrimination | Pensez à : critères d'inscription écrits, situations de vie, langues.
*specific-needs | Les enfants à besoins spécifiques sont accueillis et leur accueil est préparé | Pensez à : partenaires, aménagements, accord avec la famille.
step-free | Les lieux sont accessibles aux poussettes et aux personnes à mobilité réduite | Pensez à : entrée, circulation, sanitaires, solutions trouvées.
languages-of-families | Les langues et les cultures des familles sont reconnues | Pensez à : mots de la langue de la maison, fêtes, images, livres.
flexible-hours | Les horaires et les contrats tiennent compte de la vie des familles | Pensez à : temps partiels, urgences, formation, horaires décalés.
costs-clear | La participation des parents est expliquée et ne fait pas obstacle | Pensez à : réductions, plan de paiement, frais annexes.
stereotypes | Les jeux, les livres et les paroles évitent les stéréotypes | Pensez à : filles et garçons, métiers, familles, couleurs de peau.`,
  families: `
welcome | Chaque famille est accueillie personnellement, le matin et le soir | Pensez à : temps d'échange, lieu, transmission de la journée.
information | Les parents savent ce que vit leur enfant et comment fonctionne le milieu d'accueil | Pensez à : projet remis, affichage, réunions, photos.
listening | Les remarques des parents sont entendues et reçoivent une réponse | Pensez à : à qui s'adresser, délai, ce qui a été changé.
partnership | Les choix qui concernent l'enfant se décident avec ses parents | Pensez à : sommeil, alimentation, doudou, propreté.
*parents-meetings | Les parents se rencontrent et peuvent participer | Pensez à : fêtes, café des parents, comité, ateliers.
confidentiality | Ce que les familles confient reste confidentiel | Pensez à : lieu des échanges, cahiers, photos, réseaux sociaux.
leaving | Les départs et l'entrée à l'école sont préparés avec l'enfant et sa famille | Pensez à : visites, au revoir, transmission.
difficult-moments | L'équipe soutient les familles dans les moments difficiles et connaît les relais | Pensez à : TMS de l'ONE, services de la commune.`,
  team: `
staffing | Le personnel est présent en nombre suffisant tout au long de la journée | Pensez à : ouverture, fermeture, siestes, absences.
*meetings | Les moments de réunion sont préparés et notés | Pensez à : fréquence, ordre du jour, notes, décisions suivies.
roles | Chacun connaît son rôle et peut compter sur un responsable joignable | Pensez à : descriptions de fonction, permanence, délégation.
training-plan | Chaque membre de l'équipe a un plan de formation | Pensez à : besoins relevés, formations suivies, retour à l'équipe.
*newcomers | Les nouveaux et les remplaçants sont accueillis et accompagnés | Pensez à : farde d'accueil, tuteur, premier jour.
reflection | L'équipe réfléchit à ses pratiques et se fait accompagner quand il le faut | Pensez à : analyse de pratiques, conseiller pédagogique, lectures.
*trainees | L'accueil des stagiaires est organisé | Pensez à : personne de référence, place auprès des enfants, évaluation.
wellbeing | Le bien-être au travail est suivi | Pensez à : pauses, portage, bruit, absences, écoute.
attendance-follow | L'encadrement suit les présences, heure par heure | Pensez à : heures d'affluence, horaires ajustés, registre tenu à jour.`,
  management: `
authorisation | Les conditions de l'autorisation sont connues et suivies | Pensez à : capacité, changements annoncés, attestations.
records | Les registres et les dossiers sont tenus à jour et conservés avec soin | Pensez à : présences, enfants, personnel, durée de conservation.
contracts | Le règlement et les contrats d'accueil sont clairs, signés et respectés | Pensez à : préavis, congés, absences, remise d'une copie.
budget | Le budget est suivi et l'avenir du milieu d'accueil est préparé | Pensez à : prévisions, réserves, remplacement du matériel.
insurance | Les assurances et les obligations légales sont en ordre | Pensez à : responsabilité civile, accidents, casier judiciaire.
data-protection | Les données des enfants, des familles et du personnel sont protégées | Pensez à : accès, mots de passe, photos, effacement.
evaluation | Le milieu d'accueil évalue son fonctionnement et donne suite aux remarques | Pensez à : actions du bilan précédent, visites, plaintes.
*organising-body | Le pouvoir organisateur et l'équipe se parlent et décident ensemble de ce qui les concerne | Pensez à : réunions, comptes rendus, délégation.`,
  neighbourhood: `
known-partners | Le milieu d'accueil connaît les services du quartier et y oriente les familles | Pensez à : consultation de l'ONE, maison médicale, CPAS, commune.
outings | Les enfants découvrent leur quartier | Pensez à : parc, marché, bibliothèque, ferme, transports.
*schools | Des liens existent avec les écoles maternelles proches | Pensez à : visites, rencontre avec l'institutrice, calendrier.
network | L'équipe échange avec d'autres milieux d'accueil | Pensez à : formations communes, visites, prêt de matériel.
*neighbours | Les voisins et les associations ont une place dans la vie du milieu d'accueil | Pensez à : fêtes, bénévoles, générations.
environment | L'attention à l'environnement se vit au quotidien | Pensez à : eau, déchets, produits d'entretien, alimentation locale.
visible | Les familles du quartier savent que le milieu d'accueil existe et ce qu'il propose | Pensez à : enseigne, Premiers Pas, portes ouvertes.`,
};

const rows = Object.entries(domains).flatMap(([domain, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [name = '', wording, hint] = line.split(' | ');
      return {
        questionnaire: version,
        criterion: name.replace('*', ''),
        domain,
        position: index + 1,
        wording,
        hint,
        may_not_apply: name.startsWith('*'),
      };
    }),
);

export async function up(knex: Knex): Promise<void> {
  await knex('review_questionnaires').insert({
    version,
    valid_from: '2026-01-01',
    levels: JSON.stringify(levels),
    source: 'assumption',
  });
  await knex('review_criteria').insert(rows);
}

export async function down(knex: Knex): Promise<void> {
  await knex('review_criteria').where({ questionnaire: version }).delete();
  await knex('review_questionnaires').where({ version }).delete();
}
