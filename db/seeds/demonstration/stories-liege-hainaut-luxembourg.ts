/** What happened in Liège, Hainaut and Luxembourg. */
import { placeOf } from './places.ts';
import {
  acknowledge,
  answerNotice,
  askComplement,
  askExtension,
  chooseVisit,
  closeWithoutFollowUp,
  complete,
  confirmConditions,
  decideAppeal,
  extendComplement,
  giveComplement,
  grantExtension,
  healthOpinion,
  lodgeAppeal,
  message,
  noteConditionsUnmet,
  openMeasure,
  planHearing,
  planVisit,
  propose,
  proposeVisit,
  refuseVisitDates,
  remedy,
  returnToDrafter,
  sign,
  submit,
  visited,
  withdraw,
  type Story,
} from './steps.ts';
import type { Times } from './times.ts';

export function liegeStories(t: Times): Story[] {
  return [
    {
      facility: 'poussins',
      steps: [
        submit(-52, 'capacity-change', {
          capacity: 56,
          changesOn: t.workday(40),
          staffingPlan: "L'équipe passe à onze équivalents temps plein.",
          reason: 'Ouverture du jardin couvert.',
        }),
        complete(-46),
        ...visited(-44, t.workday, 'Le jardin couvert est terminé.', 'favourable', 'Avis favorable.'),
        propose(-20, 'grant', {
          effectiveOn: t.workday(40),
          facts: 'La visite est concluante.',
          reasons: "Considérant que les locaux et l'encadrement conviennent pour 56 enfants, la demande est acceptée.",
        }),
        returnToDrafter(-14, 'Merci de préciser la superficie du jardin couvert dans les motifs.'),
        propose(-9, 'grant', {
          effectiveOn: t.workday(40),
          facts: "Le jardin couvert compte 48 m² d'espace de vie.",
          reasons:
            "Considérant que la superficie et l'encadrement permettent d'accueillir 56 enfants, la demande est acceptée.",
        }),
      ],
    },
    {
      facility: 'poussins-seraing',
      steps: [
        submit(
          -34,
          'permanent-move',
          {
            address: placeOf('rue des Forges 77, 4100 Seraing'),
            movesOn: t.workday(66),
            lastDayOn: t.workday(63),
            capacity: 28,
            openingHours: '6 h 30 – 18 h 00',
            phone: '04 000 00 00',
            reason: 'Fin de la convention avec la commune.',
          },
          { who: 'data-poussins' },
        ),
        complete(-27),
        proposeVisit(-25, [t.workday(-18), t.workday(-17)], 'Deux dates pour la visite.'),
        refuseVisitDates(-23, "Les locaux ne seront accessibles qu'à partir du mois prochain."),
        planVisit(-21, t.workday(3), '09:30'),
        healthOpinion(-12, 'favourable', 'Sur plan, rien à signaler.'),
      ],
    },
    {
      facility: 'verviers',
      steps: [
        submit(-140, 'permanent-move', {
          address: placeOf('rue des Teinturiers 9, 4800 Verviers'),
          movesOn: t.workday(20),
          lastDayOn: t.workday(16),
          capacity: 35,
          openingHours: '7 h 00 – 18 h 00',
          phone: '087 00 00 00',
          reason: 'Bâtiment touché par les inondations, jamais réparé.',
        }),
        complete(-130),
        ...visited(
          -128,
          t.workday,
          "Locaux neufs ; l'accès se fait par un parking.",
          'reserved',
          "L'accès doit être séparé du parking.",
        ),
        healthOpinion(-110, 'favourable', 'Conforme.'),
        propose(-100, 'refuse', {
          effectiveOn: t.workday(20),
          facts: "L'accès piéton traverse un parking public.",
          reasons:
            "Considérant que l'accès n'est pas sûr, la demande est refusée ; le pouvoir organisateur peut y remédier dans les trente jours.",
        }),
        sign(-24),
      ],
    },
    {
      facility: 'province',
      steps: [
        submit(-30, 'capacity-change', {
          capacity: 35,
          changesOn: t.workday(80),
          staffingPlan: 'Plan en cours de négociation syndicale.',
          reason: 'Rénovation de la salle de psychomotricité.',
        }),
        askComplement(
          t.startOf({ days: 30 }, 12),
          [['document.staffing-plan', "Plan d'encadrement", "Le plan n'est pas signé."]],
          "Merci d'envoyer le plan d'encadrement définitif.",
        ),
      ],
    },
    {
      facility: 'wathelet',
      steps: [
        submit(-200, 'temporary-move', {
          address: placeOf('rue de la Carrière 2, 4130 Tilff'),
          startsOn: t.workday(-150),
          plannedEndOn: t.workday(18),
          motive: 'works',
          urgent: false,
          capacity: 4,
          reason: 'Rénovation de ma cuisine et de la salle de bain.',
        }),
        complete(-195),
        ...visited(-193, t.workday, 'Appartement au rez-de-chaussée, petit jardin.', 'favourable', 'Convient.'),
        propose(-172, 'grant', {
          effectiveOn: t.workday(-150),
          facts: 'Visite favorable.',
          reasons:
            "Considérant que le logement provisoire convient à l'accueil de quatre enfants, la demande est acceptée.",
        }),
        sign(-168),
        askExtension(-3, t.workday(60), "L'entrepreneur a pris six semaines de retard."),
      ],
    },
    {
      facility: 'huy',
      steps: [
        submit(-330, 'permanent-move', {
          address: placeOf('avenue du Bosquet 22, 4500 Huy'),
          movesOn: t.workday(-220),
          lastDayOn: t.workday(-224),
          capacity: 35,
          openingHours: '7 h 00 – 18 h 00',
          phone: '085 00 00 00',
          reason: 'Nouveau bâtiment du CPAS.',
        }),
        complete(-322),
        ...visited(-320, t.workday, 'Bâtiment neuf de plain-pied.', 'favourable', 'Excellentes conditions.'),
        healthOpinion(-304, 'favourable', 'Conforme en tout point.'),
        propose(-295, 'grant', {
          effectiveOn: t.workday(-220),
          facts: 'Bâtiment neuf, avis favorables.',
          reasons:
            "Considérant que les locaux sont conformes et que l'équipe suit le déménagement, celui-ci est accepté.",
        }),
        sign(-291),
      ],
    },
    {
      facility: 'poussins-bressoux',
      steps: [
        openMeasure(
          -100,
          'withdrawal-by-one',
          t.workday(22),
          "Aucun enfant n'est accueilli depuis quatorze mois.",
          "L'autorisation n'est plus utilisée et les locaux sont loués à un tiers.",
          "Reprendre l'accueil ou renoncer à l'autorisation.",
        ),
        answerNotice(-80, 'Nous cherchons de nouveaux locaux.'),
        propose(-60, 'take-measure', {
          effectiveOn: t.workday(22),
          facts: "Les locaux sont loués à une société d'informatique.",
          reasons:
            "Considérant que les conditions de l'autorisation ne sont plus remplies, l'autorisation est retirée.",
        }),
        sign(-12),
      ],
    },
    {
      facility: 'province',
      key: 'province-old',
      steps: [
        submit(-260, 'temporary-move', {
          address: placeOf('rue du Pouhon 40, 4900 Spa'),
          startsOn: t.workday(-200),
          plannedEndOn: t.workday(-150),
          motive: 'works',
          urgent: false,
          capacity: 21,
          reason: 'Remplacement des sanitaires.',
        }),
        askComplement(-252, [['safety', 'Attestation de sécurité du lieu temporaire', 'Document manquant.']]),
        extendComplement(-215, "Le pouvoir organisateur attend le passage de l'expert ; un nouveau délai est accordé."),
        closeWithoutFollowUp(-160, "L'attestation n'a pas été reçue malgré la prolongation du délai."),
      ],
    },
  ];
}

export function hainautStories(t: Times): Story[] {
  return [
    {
      facility: 'ile',
      steps: [
        submit(-120, 'permanent-move', {
          address: placeOf('rue du Canal 10, 6000 Charleroi'),
          movesOn: t.workday(30),
          lastDayOn: t.workday(27),
          capacity: 42,
          openingHours: '6 h 30 – 18 h 00',
          phone: '071 00 00 00',
          reason: "L'immeuble est vendu.",
        }),
        complete(-112),
        ...visited(
          -110,
          t.workday,
          'Espace suffisant, éclairage insuffisant.',
          'unfavourable',
          "L'éclairage naturel manque.",
        ),
        healthOpinion(-94, 'reserved', 'Luminosité à améliorer.'),
        propose(-85, 'refuse', {
          effectiveOn: t.workday(30),
          facts: "Deux pièces de vie n'ont pas de lumière du jour.",
          reasons: "Considérant que l'éclairage naturel de chaque espace de vie est exigé, la demande est refusée.",
        }),
        sign(-38),
        remedy(-12, "Deux fenêtres ont été percées ; le rapport de l'architecte est joint."),
      ],
    },
    {
      facility: 'ile-marcinelle',
      steps: [
        submit(
          -21,
          'temporary-move',
          {
            address: placeOf('rue des Cayats 60, 6001 Marcinelle'),
            startsOn: t.workday(26),
            plannedEndOn: t.workday(120),
            motive: 'disaster',
            urgent: true,
            capacity: 21,
            reason: 'Incendie de la chaufferie ; la crèche est fermée depuis trois jours.',
          },
          { time: '06:48' },
        ),
        complete(-20),
        proposeVisit(-20, [t.workday(-17)], 'Visite dès que possible.'),
        chooseVisit(-20, t.workday(-17)),
      ],
    },
    {
      facility: 'tournai',
      linked: 'tournai-old',
      steps: [
        submit(-28, 'return-to-premises', {
          returnsOn: t.workday(33),
          worksDone: true,
          remarks: 'Ravalement et remplacement de la verrière.',
        }),
        complete(-23),
      ],
    },
    {
      facility: 'tournai',
      key: 'tournai-old',
      steps: [
        submit(-360, 'temporary-move', {
          address: placeOf('rue des Tapissiers 2, 7500 Tournai'),
          startsOn: t.workday(-320),
          plannedEndOn: t.workday(-120),
          motive: 'works',
          urgent: false,
          capacity: 42,
          reason: 'Ravalement de la façade.',
        }),
        complete(-353),
        ...visited(-351, t.workday, 'Ancien hospice rénové.', 'favourable', 'Convient.'),
        healthOpinion(-336, 'favourable', 'Conforme.'),
        propose(-332, 'grant', {
          effectiveOn: t.workday(-320),
          facts: 'Avis favorables.',
          reasons:
            "Considérant que le lieu convient à l'accueil de quarante-deux enfants, le déménagement temporaire est accepté.",
        }),
        sign(-329),
        askExtension(-140, t.workday(50), 'La verrière doit aussi être remplacée.'),
        grantExtension(-135),
      ],
    },
    {
      facility: 'la-louviere',
      steps: [
        submit(-250, 'permanent-move', {
          address: placeOf('rue de la Céramique 5, 7100 La Louvière'),
          movesOn: t.workday(-120),
          lastDayOn: t.workday(-124),
          capacity: 35,
          openingHours: '7 h 00 – 18 h 00',
          phone: '064 00 00 00',
          reason: 'Loyer social.',
        }),
        complete(-242),
        ...visited(-240, t.workday, "Sol instable à l'arrière.", 'unfavourable', 'Le sol doit être stabilisé.'),
        healthOpinion(-222, 'reserved', 'Analyse de sol à fournir.'),
        propose(-210, 'refuse', {
          effectiveOn: t.workday(-120),
          facts: "L'analyse de sol n'a pas été fournie.",
          reasons: "Considérant que la salubrité du terrain n'est pas établie, la demande est refusée.",
        }),
        sign(-205),
        propose(-160, 'confirm-refusal', {
          effectiveOn: t.workday(-120),
          facts: "Aucune remédiation n'a été reçue.",
          reasons:
            "Considérant que le motif du refus demeure et qu'aucune analyse n'a été produite, le refus est confirmé.",
        }),
        sign(-155),
        lodgeAppeal(-130, "L'analyse de sol, reçue entre-temps, est favorable."),
        planHearing(-110, t.workday(-90)),
        decideAppeal(
          -1,
          'dismissed',
          t.workday(-1),
          "Considérant que l'analyse produite porte sur une autre parcelle, le recours est rejeté.",
          { post: true },
        ),
      ],
    },
    {
      facility: 'bensalah',
      steps: [
        submit(
          -41,
          'permanent-move',
          {
            address: placeOf('rue du Verger 3, 6040 Jumet'),
            movesOn: t.workday(50),
            lastDayOn: t.workday(49),
            capacity: 4,
            openingHours: '6 h 00 – 17 h 00',
            phone: '071 00 00 00',
            reason: "J'emménage chez ma compagne, dans une maison avec jardin.",
          },
          { time: '21:12' },
        ),
        askComplement(t.startOf({ days: 30 }, 5), [
          ['insurance', 'Assurance responsabilité civile', "L'attestation porte l'ancienne adresse."],
        ]),
        message(
          -11,
          'operator',
          "Mon assureur m'envoie l'attestation cette semaine. Puis-je la joindre en photo ?",
          '20:05',
        ),
        message(-10, 'referent', 'Bonjour, une photo lisible convient. Bien à vous.'),
      ],
    },
    {
      facility: 'coquelicots',
      key: 'coquelicots-suspension',
      steps: [
        openMeasure(
          -170,
          'suspension',
          t.workday(-75),
          "Le nombre d'enfants présents dépasse la capacité autorisée.",
          "La norme d'encadrement ne peut être respectée.",
          'Revenir à 21 enfants présents au plus.',
        ),
        propose(-130, 'take-measure', {
          effectiveOn: t.workday(-75),
          facts:
            'Vingt-six enfants étaient présents lors de deux visites ; la mise en demeure est restée sans réponse.',
          reasons: "Considérant que la sécurité des enfants n'est pas assurée, l'autorisation est suspendue.",
        }),
        sign(-100),
      ],
    },
    {
      facility: 'coquelicots',
      steps: [
        openMeasure(
          -40,
          'lifting-of-suspension',
          t.workday(14),
          'La direction a changé et le registre est tenu.',
          'Les motifs de la suspension semblent avoir disparu.',
          "Confirmer par écrit la capacité et l'horaire.",
        ),
        answerNotice(-33, 'Nous confirmons 21 places et joignons les horaires signés.'),
        propose(-25, 'take-measure', {
          effectiveOn: t.workday(14),
          facts: 'Trois visites ont constaté 21 enfants au plus.',
          reasons: 'Considérant que les motifs de la suspension ont disparu, la suspension est levée.',
        }),
        sign(-20),
      ],
    },
    {
      facility: 'terrils',
      steps: [
        submit(
          -16,
          'capacity-change',
          {
            capacity: 10,
            changesOn: t.workday(50),
            staffingPlan: 'Nous restons deux accueillantes.',
            reason: 'Deux familles du quartier attendent une place.',
          },
          { time: '20:31' },
        ),
        withdraw(-13, 'Nous préférons attendre la rentrée.'),
      ],
    },
  ];
}

export function luxembourgStories(t: Times): Story[] {
  return [
    {
      facility: 'foret',
      steps: [
        submit(-4, 'permanent-move', {
          address: placeOf('rue du Fourneau 7, 6870 Saint-Hubert'),
          movesOn: t.workday(130),
          lastDayOn: t.workday(127),
          capacity: 28,
          openingHours: '7 h 00 – 18 h 00',
          phone: '061 00 00 00',
          reason: 'Nouveau bâtiment en bois construit par la ville.',
        }),
      ],
    },
    {
      facility: 'marche',
      steps: [
        submit(-160, 'capacity-change', {
          capacity: 42,
          changesOn: t.workday(-80),
          staffingPlan: 'Une puéricultrice et demie.',
          reason: 'Extension du bâtiment.',
        }),
        complete(-154),
        ...visited(
          -152,
          t.workday,
          'Extension réussie ; escalier extérieur glissant.',
          'reserved',
          'Poser un revêtement antidérapant.',
        ),
        propose(-130, 'grant-with-conditions', {
          effectiveOn: t.workday(-80),
          facts: "L'escalier extérieur est glissant.",
          reasons: "Considérant que l'extension est conforme, l'autorisation est accordée sous condition.",
          conditions: [{ text: "Poser un revêtement antidérapant sur l'escalier extérieur", dueOn: t.workday(-30) }],
        }),
        sign(-126),
        noteConditionsUnmet(
          -26,
          t.workday(19),
          "Le revêtement n'est pas posé ; l'entrepreneur est attendu le mois prochain.",
        ),
      ],
    },
    {
      facility: 'gerard',
      steps: [
        submit(-48, 'temporary-cessation', {
          startsOn: t.workday(9),
          plannedEndOn: t.workday(100),
          motive: 'maternity',
          reorientation: 'Une collègue de Libramont prend le relais.',
          parentsInformedOn: t.day(-50),
        }),
        acknowledge(-41, t.workday(9), 'Toutes nos félicitations.'),
      ],
    },
    {
      facility: 'myrtilles',
      steps: [
        submit(-33, 'temporary-move', {
          address: placeOf('rue de la Semois Haute 3, 6700 Arlon'),
          startsOn: t.workday(44),
          plannedEndOn: t.workday(160),
          motive: 'works',
          urgent: false,
          capacity: 28,
          reason: 'Pose de panneaux photovoltaïques et isolation du toit.',
        }),
        complete(-26),
        ...visited(-25, t.workday, 'Ancienne cure, trois grandes pièces.', 'favourable', 'Convient très bien.'),
        healthOpinion(-9, 'favourable', "Sanitaires à hauteur d'enfant installés."),
      ],
    },
    {
      facility: 'marche-aes',
      steps: [
        submit(-240, 'end-of-activity', {
          lastDayOn: t.workday(-130),
          motive: "L'école de Waha organise elle-même l'accueil.",
          childrenPresent: 31,
          parentsInformedOn: t.workday(-250),
          staffInformedOn: t.workday(-260),
          archiveHolder: 'Ville de Marche-en-Famenne, service extrascolaire',
          archiveContact: '084 00 00 00',
          successor: 'École communale de Waha',
        }),
        acknowledge(-231, t.workday(-130), "Prise d'acte de la fin de l'accueil."),
      ],
    },
    {
      facility: 'myrtilles',
      key: 'myrtilles-old',
      steps: [
        submit(-800, 'capacity-change', {
          capacity: 28,
          changesOn: t.workday(-720),
          staffingPlan: 'Une puéricultrice.',
          reason: 'Réaménagement.',
        }),
        complete(-792),
        ...visited(-790, t.workday, 'Réaménagement terminé.', 'favourable', 'Favorable.'),
        propose(-770, 'grant-with-conditions', {
          effectiveOn: t.workday(-720),
          facts: 'Réaménagement conforme.',
          reasons: "Considérant que l'aménagement est conforme, la demande est acceptée sous condition.",
          conditions: [{ text: 'Installer une barrière au jardin', dueOn: t.workday(-690) }],
        }),
        sign(-766),
        confirmConditions(-700),
      ],
    },
    {
      facility: 'foret',
      key: 'foret-old',
      steps: [
        submit(-380, 'temporary-move', {
          address: placeOf('place du Marché aux Herbes 1, 6870 Saint-Hubert'),
          startsOn: t.workday(-340),
          plannedEndOn: t.workday(-300),
          motive: 'works',
          urgent: false,
          capacity: 21,
          reason: 'Remplacement du chauffage.',
        }),
        askComplement(-372, [
          ['document.plan', 'Plan du lieu, avec la superficie de chaque pièce', 'Document manquant.'],
        ]),
        giveComplement(-366, [['Plan du lieu, avec la superficie de chaque pièce', true, 'Voici le plan.']], ['plan']),
        withdraw(-360, 'Le chauffage a pu être réparé sans fermer.'),
      ],
    },
  ];
}
