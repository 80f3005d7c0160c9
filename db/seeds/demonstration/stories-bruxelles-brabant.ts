/** What happened in Brussels and in Walloon Brabant. */
import { placeOf } from './places.ts';
import {
  acknowledge,
  answerNotice,
  askComplement,
  chooseVisit,
  complete,
  confirmReturn,
  decideAppeal,
  giveComplement,
  healthOpinion,
  lodgeAppeal,
  message,
  openMeasure,
  planHearing,
  propose,
  proposeVisit,
  remedy,
  sign,
  submit,
  visited,
  withdraw,
  type Story,
} from './steps.ts';
import type { Times } from './times.ts';

export function bruxellesStories(t: Times): Story[] {
  return [
    {
      facility: 'marmots',
      steps: [
        submit(t.startOf({ workingDays: 10 }, 0), 'permanent-move', {
          address: placeOf("rue de l'Arbre Rond 14, 1050 Ixelles"),
          movesOn: t.workday(110),
          lastDayOn: t.workday(107),
          capacity: 49,
          openingHours: '7 h 30 – 18 h 30',
          phone: '02 000 00 00',
          reason: 'Le bâtiment actuel sera démoli pour la construction de logements.',
        }),
      ],
    },
    {
      facility: 'marmots-jardin',
      key: 'jardin-move',
      steps: [
        submit(-260, 'temporary-move', {
          address: placeOf('avenue des Saisons 60, 1050 Ixelles'),
          startsOn: t.workday(-210),
          plannedEndOn: t.workday(-6),
          motive: 'works',
          urgent: false,
          capacity: 28,
          reason: 'Assainissement des murs du rez-de-chaussée.',
        }),
        complete(-254),
        ...visited(
          -252,
          t.workday,
          'Ancienne école de danse, vaste et lumineuse.',
          'favourable',
          'Convient pour la durée des travaux.',
        ),
        healthOpinion(-236, 'favourable', 'Sanitaires adaptés installés.'),
        propose(-230, 'grant', {
          effectiveOn: t.workday(-210),
          facts: 'Visite et avis favorables.',
          reasons:
            "Considérant que le lieu temporaire répond aux normes, le déménagement est accepté jusqu'à la fin des travaux.",
        }),
        sign(-226),
      ],
    },
    {
      facility: 'saint-gilles',
      steps: [
        submit(-230, 'capacity-change', {
          capacity: 56,
          changesOn: t.workday(-150),
          staffingPlan: 'Deux puéricultrices supplémentaires.',
          reason: 'Deux cents familles attendent une place.',
        }),
        complete(-222),
        ...visited(
          -220,
          t.workday,
          "L'espace de repos demandé n'a pas de fenêtre.",
          'unfavourable',
          "L'espace de repos ne peut être retenu.",
        ),
        propose(-200, 'refuse', {
          effectiveOn: t.workday(-150),
          facts: "L'espace de repos n'est pas aéré.",
          reasons:
            'Considérant que quatorze enfants ne peuvent dormir dans un local sans fenêtre, la demande est refusée.',
        }),
        sign(-196),
        remedy(-175, 'Une ventilation mécanique a été commandée.'),
        propose(-165, 'confirm-refusal', {
          effectiveOn: t.workday(-150),
          facts: 'La ventilation ne remplace pas une fenêtre.',
          reasons:
            "Considérant que le motif du refus demeure, le refus est confirmé. Un recours est ouvert auprès du Conseil d'administration.",
        }),
        sign(-40),
        lodgeAppeal(
          -15,
          'La norme citée vise les locaux de vie et non les locaux de repos ; la ventilation posée dépasse le débit demandé.',
          { time: '17:52' },
        ),
        planHearing(-8, t.workday(21)),
      ],
    },
    {
      facility: 'petits-pas',
      steps: [
        openMeasure(
          t.startOf({ days: 30 }, 6),
          'suspension',
          t.workday(60),
          "Deux visites ont constaté que la norme d'encadrement n'est pas respectée entre 16 et 18 heures.",
          "La sécurité des enfants n'est pas assurée en fin de journée.",
          "Présence de trois puéricultrices jusqu'à 18 heures, horaire signé à transmettre.",
        ),
        message(-12, 'operator', "Nous avons publié deux offres d'emploi et vous enverrons l'horaire cette semaine."),
      ],
    },
    {
      facility: 'petits-pas-forest',
      steps: [
        openMeasure(
          -95,
          'suspension',
          t.workday(-12),
          "L'issue de secours est restée condamnée lors de trois visites.",
          "Le danger est immédiat en cas d'incendie.",
          "Libérer l'issue et produire un rapport de la zone de secours.",
        ),
        answerNotice(-70, "L'issue sera libérée après les travaux du voisin."),
        propose(-60, 'take-measure', {
          effectiveOn: t.workday(-12),
          facts: "L'issue de secours est toujours condamnée.",
          reasons:
            "Considérant que la sécurité des enfants n'est pas garantie et que la mise en demeure n'a pas été suivie, l'autorisation est suspendue.",
        }),
        sign(-25),
      ],
    },
    {
      facility: 'forest-aes',
      steps: [
        submit(-40, 'temporary-move', {
          address: placeOf('rue des Sources 41, 1190 Forest'),
          startsOn: t.workday(30),
          plannedEndOn: t.workday(180),
          motive: 'works',
          urgent: false,
          capacity: 70,
          reason: "Désamiantage de la salle de gymnastique de l'école.",
        }),
        complete(-33),
        ...visited(
          -31,
          t.workday,
          'Salle paroissiale, deux issues, cour fermée.',
          'favourable',
          'Convient aux groupes de trois à douze ans.',
        ),
      ],
    },
    {
      facility: 'petits-pas',
      key: 'petits-pas-old',
      steps: [
        submit(-520, 'capacity-change', {
          capacity: 28,
          changesOn: t.workday(-450),
          staffingPlan: 'Aucun changement.',
          reason: 'Demande des familles.',
        }),
        complete(-513),
        ...visited(
          -510,
          t.workday,
          'Pas de local supplémentaire.',
          'unfavourable',
          'La superficie ne permet que 21 places.',
        ),
        propose(-490, 'refuse', {
          effectiveOn: t.workday(-450),
          facts: 'La superficie utile est de 88 m².',
          reasons:
            "Considérant que la superficie ne permet pas d'accueillir plus de 21 enfants, la demande est refusée.",
        }),
        sign(-486),
        propose(-445, 'confirm-refusal', {
          effectiveOn: t.workday(-440),
          facts: "Aucune remédiation n'a été reçue.",
          reasons: "Considérant que rien n'a été proposé dans le délai de trente jours, le refus est confirmé.",
        }),
        sign(-442),
      ],
    },
    {
      facility: 'nguyen',
      steps: [
        submit(
          -9,
          'permanent-move',
          {
            address: placeOf('avenue du Cerisier 9, 1030 Schaerbeek'),
            movesOn: t.workday(85),
            lastDayOn: t.workday(84),
            capacity: 4,
            openingHours: '7 h 30 – 17 h 30',
            phone: '02 000 00 00',
            reason: "J'ai acheté un appartement avec jardin dans la même commune.",
          },
          { time: '22:41' },
        ),
        complete(-6),
      ],
    },
  ];
}

export function brabantStories(t: Times): Story[] {
  return [
    {
      facility: 'universite',
      steps: [
        submit(-75, 'capacity-change', {
          capacity: 70,
          changesOn: t.workday(17),
          staffingPlan: "L'équipe passe de douze à treize équivalents temps plein.",
          reason: 'Extension prévue par la convention avec la ville.',
        }),
        complete(-70),
        ...visited(
          -66,
          t.workday,
          "L'aile nouvelle est terminée et meublée.",
          'favourable',
          'Avis favorable sans réserve.',
        ),
        propose(-45, 'grant', {
          effectiveOn: t.workday(17),
          facts: "L'aile nouvelle compte 64 m² et un jardin.",
          reasons:
            "Considérant que les locaux et l'encadrement sont conformes pour 63 enfants, la demande est acceptée en partie.",
          granted: { capacity: 63 },
          grantedReason: "L'aile nouvelle compte une seule issue : elle reçoit sept enfants de moins que demandé.",
        }),
        sign(-41),
      ],
    },
    {
      facility: 'marelle',
      steps: [
        submit(-58, 'permanent-move', {
          address: placeOf('rue du Tilleul 18, 1300 Limal'),
          movesOn: t.workday(65),
          lastDayOn: t.workday(62),
          capacity: 35,
          openingHours: '7 h 00 – 18 h 00',
          phone: '010 00 00 00',
          reason: 'Rapprochement de la gare.',
        }),
        askComplement(
          t.startOf({ days: 30 }, -4),
          [
            ['document.occupation', "Preuve d'occupation des locaux", "Le bail n'est pas signé."],
            ['document.fire-report', 'Rapport de prévention incendie', 'Document manquant.'],
          ],
          'Deux documents manquent encore.',
        ),
      ],
    },
    {
      facility: 'marelle-limal',
      steps: [
        submit(
          -35,
          'capacity-change',
          {
            capacity: 12,
            changesOn: t.workday(31),
            staffingPlan: "L'équipe reste la même.",
            reason: 'La chambre du premier étage ne sera plus utilisée.',
          },
          { who: 'data-marelle' },
        ),
        complete(-29),
      ],
    },
    {
      facility: 'bulle-d-air',
      steps: [
        submit(-150, 'permanent-move', {
          address: placeOf('chaussée de la Ferme 12, 1410 Waterloo'),
          movesOn: t.workday(-40),
          lastDayOn: t.workday(-43),
          capacity: 21,
          openingHours: '7 h 30 – 18 h 30',
          phone: '02 000 00 00',
          reason: 'Loyer trop élevé.',
        }),
        complete(-141),
        ...visited(
          -139,
          t.workday,
          'Les locaux donnent sur un garage en activité.',
          'unfavourable',
          "Gaz d'échappement perceptibles dans l'espace de vie.",
        ),
        healthOpinion(-122, 'unfavourable', "La qualité de l'air n'est pas acceptable."),
        propose(-110, 'refuse', {
          effectiveOn: t.workday(-40),
          facts: "Deux avis sont défavorables en raison de la qualité de l'air.",
          reasons: "Considérant que la santé des enfants n'est pas garantie, la demande est refusée.",
        }),
        sign(-105),
        propose(-65, 'confirm-refusal', {
          effectiveOn: t.workday(-40),
          facts: "Aucune remédiation n'a été reçue dans les trente jours.",
          reasons:
            "Considérant que les motifs du refus demeurent, le refus est confirmé. Un recours est ouvert auprès du Conseil d'administration.",
        }),
        sign(-3, { post: true }),
      ],
    },
    {
      facility: 'benali',
      steps: [
        submit(-60, 'temporary-cessation', {
          startsOn: t.workday(-28),
          plannedEndOn: t.workday(56),
          motive: 'illness',
          certificateOn: t.day(-61),
          reorientation: 'Les enfants sont répartis chez deux collègues de Nivelles.',
          parentsInformedOn: t.day(-62),
        }),
        acknowledge(-54, t.workday(-28), 'Bon rétablissement.'),
      ],
    },
    {
      facility: 'marelle',
      key: 'marelle-old',
      steps: [
        submit(-400, 'temporary-move', {
          address: placeOf('rue des Fontaines 90, 1300 Wavre'),
          startsOn: t.workday(-360),
          plannedEndOn: t.workday(-300),
          motive: 'disaster',
          urgent: true,
          capacity: 28,
          reason: 'Inondation du sous-sol et coupure du chauffage.',
        }),
        complete(-398),
        proposeVisit(-397, [t.workday(-394)], 'Visite urgente.'),
        chooseVisit(-397, t.workday(-394)),
        ...visited(
          -396,
          t.workday,
          'Maison de quartier, propre et chauffée.',
          'favourable',
          'Convient provisoirement.',
        ).slice(2),
        healthOpinion(-380, 'favourable', 'Rien à signaler.'),
        propose(-375, 'grant', {
          effectiveOn: t.workday(-360),
          facts: "L'inondation est établie.",
          reasons: "Considérant l'urgence et les avis rendus, le déménagement temporaire est accepté.",
        }),
        sign(-373),
        confirmReturn(-296, t.workday(-300), 'Constaté par téléphone avec la direction, puis sur place.'),
      ],
    },
    {
      facility: 'bulle-d-air',
      key: 'bulle-old',
      steps: [
        submit(-480, 'capacity-change', {
          capacity: 28,
          changesOn: t.workday(-400),
          staffingPlan: 'Une puéricultrice à mi-temps.',
          reason: 'Ouverture de la mezzanine.',
        }),
        complete(-472),
        ...visited(-470, t.workday, 'La mezzanine a un garde-corps ajouré.', 'unfavourable', 'Risque de chute.'),
        propose(-450, 'refuse', {
          effectiveOn: t.workday(-400),
          facts: 'Le garde-corps est ajouré.',
          reasons: 'Considérant le risque de chute, la mezzanine ne peut être utilisée et la demande est refusée.',
        }),
        sign(-446),
        remedy(-430, 'Le garde-corps est remplacé par un panneau plein ; photos et facture jointes.'),
        propose(-425, 'confirm-refusal', {
          effectiveOn: t.workday(-400),
          facts: 'Le panneau ne mesure que 90 cm.',
          reasons:
            "Considérant que la hauteur requise n'est pas atteinte malgré les travaux réalisés, le refus est confirmé.",
        }),
        sign(-420),
        lodgeAppeal(-400, 'Le panneau mesure 110 cm, mesure prise par un expert (rapport joint).'),
        decideAppeal(
          -360,
          'upheld',
          t.workday(-350),
          "Considérant que le rapport de l'expert établit la hauteur requise, le recours est accueilli et la capacité portée à 28 places.",
        ),
      ],
    },
    {
      facility: 'universite',
      key: 'universite-old',
      steps: [
        submit(-210, 'temporary-move', {
          address: placeOf('place des Carrés 30, 1348 Louvain-la-Neuve'),
          startsOn: t.workday(-150),
          plannedEndOn: t.workday(-90),
          motive: 'works',
          urgent: false,
          capacity: 49,
          reason: 'Isolation phonique.',
        }),
        askComplement(-203, [
          ['document.plan', 'Plan du lieu, avec la superficie de chaque pièce', 'Document illisible.'],
          ['other', 'Une explication', "Qui surveille l'entrée pendant les travaux ?"],
        ]),
        giveComplement(
          -199,
          [
            ['Plan du lieu, avec la superficie de chaque pièce', true, 'Voici un plan lisible.'],
            ['Une explication', false, ''],
          ],
          ['plan'],
        ),
        withdraw(-196, 'Les travaux se feront pendant les vacances, sans déménagement.'),
      ],
    },
  ];
}
