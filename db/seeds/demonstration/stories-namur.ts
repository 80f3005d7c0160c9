/** What happened in the subregional administration of Namur, where the demonstration takes place. */
import { placeOf } from './places.ts';
import {
  acknowledge,
  askComplement,
  cancel,
  chooseVisit,
  complete,
  confirmConditions,
  declareConditions,
  giveComplement,
  healthOpinion,
  message,
  opinion,
  propose,
  proposeVisit,
  reportVisit,
  sendRegistered,
  sign,
  submit,
  withdraw,
  type Story,
} from './steps.ts';
import type { Times } from './times.ts';

export function namurStories(t: Times): Story[] {
  const complementDue = t.startOf({ days: 30 }, 3);
  const decisionDue = t.startOf({ days: 15 }, 3);
  const opinionDueToday = t.startOf({ days: 30 }, 0);
  return [
    {
      facility: 'chenes',
      waiting: ['safety'],
      steps: [
        submit(
          complementDue - 9,
          'temporary-move',
          {
            address: placeOf('place du Moulin 3, 5100 Jambes'),
            startsOn: t.workday(43),
            plannedEndOn: t.workday(159),
            motive: 'works',
            urgent: false,
            capacity: 28,
            reason:
              "La toiture du bâtiment principal doit être refaite entièrement. L'entrepreneur demande que les locaux soient vides. La commune de Jambes met la salle du Moulin à notre disposition, à 900 mètres de la crèche.",
          },
          { time: '23:58' },
        ),
        message(
          complementDue - 6,
          'operator',
          "Bonjour, le plan de la salle porte encore l'ancien numéro de police, 3A au lieu de 3. Il s'agit bien du même bâtiment.",
          '10:12',
        ),
        {
          ...askComplement(
            complementDue,
            [
              [
                'document.safety',
                'Attestation de sécurité du lieu temporaire',
                'Le document joint concerne le bâtiment principal.',
              ],
              [
                'document.plan',
                'Plan du lieu, avec la superficie de chaque pièce',
                "La superficie de l'espace de repos n'y figure pas.",
              ],
            ],
            'Merci pour votre demande. Deux documents doivent être remplacés pour que la visite puisse être planifiée.',
          ),
          time: '09:14',
        },
      ],
    },
    {
      facility: 'chenes',
      steps: [
        submit(-1490, 'capacity-change', {
          capacity: 35,
          changesOn: t.workday(-1400),
          staffingPlan: 'Engagement de 1,5 équivalent temps plein de puériculture.',
          reason: "Aménagement de l'étage libéré par le cabinet médical.",
        }),
        complete(-1483),
        proposeVisit(-1481, [t.workday(-1465), t.workday(-1463)], 'Visite des nouveaux espaces.'),
        chooseVisit(-1478, t.workday(-1465)),
        reportVisit(
          -1463,
          t.workday(-1465),
          "L'étage compte 52 m² d'espace de vie et un espace de repos séparé. La norme d'encadrement est respectée.",
        ),
        opinion(-1462, 'favourable', 'Avis favorable : locaux conformes, équipe renforcée.'),
        propose(-1455, 'grant', {
          effectiveOn: t.workday(-1400),
          facts: "La visite a constaté que l'étage est prêt.",
          reasons:
            "Considérant que les locaux et l'encadrement permettent d'accueillir 35 enfants, la demande peut être acceptée.",
        }),
        sign(-1450),
      ],
    },
    {
      facility: 'coccinelle',
      steps: [
        submit(
          -160,
          'temporary-cessation',
          {
            startsOn: t.workday(-128),
            plannedEndOn: t.workday(-100),
            motive: 'works',
            reorientation:
              'Les neuf enfants présents sont accueillis à la Crèche Les Petits Chênes pendant quatre semaines.',
            parentsInformedOn: t.workday(-170),
          },
          { who: 'data-chenes' },
        ),
        acknowledge(-155, t.workday(-128), "Prise d'acte ; les parents ont été informés dans les temps."),
      ],
      key: 'coccinelle-cessation',
    },
    {
      facility: 'coccinelle',
      linked: 'coccinelle-cessation',
      steps: [
        submit(-120, 'return-to-premises', {
          returnsOn: t.workday(-100),
          worksDone: true,
          remarks: 'Remplacement du revêtement de sol et de la chaudière.',
        }),
        complete(-117),
        proposeVisit(-116, [t.workday(-108), t.workday(-107)], 'Visite de fin de travaux, une heure environ.'),
        chooseVisit(-115, t.workday(-108)),
        reportVisit(-108, t.workday(-108), 'Le sol est posé, la chaudière est en service, aucune remarque.'),
        opinion(-107, 'favourable', 'Les locaux peuvent être réintégrés.'),
        propose(-106, 'grant', {
          effectiveOn: t.workday(-100),
          facts: 'Les travaux sont terminés ; le procès-verbal de réception est joint.',
          reasons:
            'Considérant que les locaux sont à nouveau conformes, la réintégration peut avoir lieu à la date demandée.',
        }),
        sign(-104),
      ],
    },
    {
      facility: 'glands',
      steps: [
        submit(-24, 'permanent-move', {
          address: placeOf('rue du Vieux Chêne 2, 5101 Loyers'),
          movesOn: t.workday(98),
          lastDayOn: t.workday(94),
          capacity: 28,
          openingHours: '7 h 00 – 18 h 00',
          phone: '081 00 00 00',
          reason: 'Le bail arrive à son terme et ne sera pas renouvelé.',
        }),
        complete(-14),
        message(
          -13,
          'operator',
          'Le chantier est accessible dès maintenant. Le chef de chantier demande un jour de préavis.',
        ),
        proposeVisit(
          -3,
          [t.workday(9), t.workday(10), t.workday(14)],
          'Nous visiterons les futurs locaux ensemble ; comptez deux heures. Merci de prévoir la présence de la direction.',
        ),
      ],
    },
    {
      facility: 'clair-matin',
      steps: [
        submit(
          decisionDue - 38,
          'permanent-move',
          {
            address: placeOf('rue du Pont 41, 5300 Andenne'),
            movesOn: t.workday(42),
            lastDayOn: t.workday(38),
            capacity: 42,
            openingHours: '7 h 00 – 18 h 00',
            phone: '085 00 00 00',
            reason:
              "Les locaux de la rue Brun sont trop petits pour la liste d'attente ; la ville nous loue l'ancienne école du Pont.",
            noticeReason: "Le permis d'urbanisme n'a été délivré que le mois dernier.",
          },
          { documents: ['plan', 'occupation', 'fire-report', 'insurance', 'commune-advice'] },
        ),
        complete(decisionDue - 31),
        proposeVisit(
          decisionDue - 28,
          [t.workday(decisionDue - 10), t.workday(decisionDue - 8)],
          'Visite des nouveaux locaux.',
        ),
        chooseVisit(decisionDue - 26, t.workday(decisionDue - 10)),
        healthOpinion(
          decisionDue - 9,
          'reserved',
          "Point d'eau à installer dans l'espace change. Le reste est conforme au règlement.",
        ),
        reportVisit(
          decisionDue - 7,
          t.workday(decisionDue - 10),
          "Bâtiment rénové, 210 m² au rez-de-chaussée. Le jardin donne sur la rue et n'est pas encore clôturé.",
        ),
        opinion(decisionDue, 'favourable', "Locaux prêts ; jardin à clôturer avant l'ouverture."),
      ],
    },
    {
      facility: 'arbre-a-bulles',
      steps: [
        submit(-62, 'permanent-move', {
          address: placeOf('rue de Dave 260, 5100 Jambes'),
          movesOn: t.workday(70),
          lastDayOn: t.workday(66),
          capacity: 35,
          openingHours: '7 h 00 – 18 h 00',
          phone: '081 00 00 00',
          reason: "Vente de l'immeuble par le propriétaire.",
        }),
        askComplement(-55, [
          ['document.fire-report', 'Rapport de prévention incendie', 'Le rapport date de plus de deux ans.'],
        ]),
        giveComplement(
          t.startOf({ workingDays: 10 }, -2),
          [['Rapport de prévention incendie', true, 'Voici le rapport établi après la visite de la zone de secours.']],
          ['fire-report'],
        ),
      ],
    },
    {
      facility: 'lutins',
      key: 'lutins-move',
      steps: [
        submit(-190, 'temporary-move', {
          address: placeOf('rue des Tanneries 6, 5000 Namur'),
          startsOn: t.workday(-140),
          plannedEndOn: t.workday(34),
          motive: 'works',
          urgent: false,
          capacity: 18,
          reason: "Mise en conformité de l'installation électrique et remplacement des châssis.",
        }),
        complete(-185),
        proposeVisit(-184, [t.workday(-175)], 'Visite du lieu temporaire.'),
        chooseVisit(-182, t.workday(-175)),
        reportVisit(-175, t.workday(-175), "Rez-de-chaussée de l'ancienne bibliothèque, bien éclairé."),
        opinion(-172, 'favourable', 'Le lieu convient pour six mois.'),
        healthOpinion(-170, 'favourable', "Rien à signaler ; l'espace change est équipé."),
        propose(-160, 'grant', {
          effectiveOn: t.workday(-140),
          facts: 'Les deux avis sont favorables.',
          reasons:
            "Considérant que le lieu temporaire répond aux normes pour 18 enfants, la demande peut être acceptée jusqu'à la fin des travaux.",
        }),
        sign(-156),
      ],
    },
    {
      facility: 'lutins',
      linked: 'lutins-move',
      steps: [
        submit(opinionDueToday - 15, 'return-to-premises', {
          returnsOn: t.workday(20),
          worksDone: true,
          remarks: 'Électricité contrôlée, châssis remplacés, murs repeints. Le contrôle électrique est joint.',
        }),
        complete(opinionDueToday - 9),
        proposeVisit(opinionDueToday - 8, [t.workday(opinionDueToday - 1)], 'Visite de fin de travaux.'),
        chooseVisit(opinionDueToday - 7, t.workday(opinionDueToday - 1)),
        reportVisit(
          opinionDueToday,
          t.workday(opinionDueToday - 1),
          'Travaux terminés, nettoyage en cours. Châssis conformes, ouverture limitée en hauteur.',
        ),
      ],
    },
    {
      facility: 'delvaux',
      key: 'delvaux-cessation',
      steps: [
        submit(
          -420,
          'temporary-cessation',
          {
            startsOn: t.workday(-385),
            plannedEndOn: t.workday(-270),
            motive: 'maternity',
            reorientation: 'Les quatre enfants sont accueillis par une collègue de Suarlée.',
            parentsInformedOn: t.day(-430),
          },
          { time: '21:35' },
        ),
        acknowledge(
          -412,
          t.workday(-385),
          'Toutes nos félicitations. La période est notée ; pensez à introduire la réintégration quinze jours avant votre retour.',
        ),
      ],
    },
    {
      facility: 'delvaux',
      linked: 'delvaux-cessation',
      steps: [
        submit(-291, 'return-to-premises', {
          returnsOn: t.workday(-270),
          worksDone: false,
          remarks: 'Je reprends avec les mêmes horaires.',
        }),
        complete(-287),
        proposeVisit(-286, [t.workday(-278), t.workday(-277)], 'Je passe vous voir une petite heure avant la reprise.'),
        chooseVisit(-285, t.workday(-278)),
        reportVisit(-278, t.workday(-278), "Maison accueillante, rien n'a changé depuis la dernière visite."),
        opinion(-277, 'favourable', 'Reprise possible à la date prévue.'),
        propose(-275, 'grant', {
          effectiveOn: t.workday(-270),
          facts: "L'agent conseil a constaté que les lieux sont inchangés.",
          reasons: "Considérant que les conditions de l'autorisation restent remplies, la reprise peut avoir lieu.",
        }),
        sign(-273),
      ],
    },
    {
      facility: 'bodart',
      steps: [
        submit(
          t.startOf({ workingDays: 10 }, 2),
          'end-of-activity',
          {
            lastDayOn: t.workday(75),
            motive: "Départ à la pension après dix-neuf ans d'accueil.",
            childrenPresent: 3,
            parentsInformedOn: t.workday(-14),
            archiveHolder: 'Martine Bodart',
            archiveContact: 'à mon domicile',
          },
          { time: '19:47' },
        ),
      ],
    },
    {
      facility: 'petit',
      steps: [
        submit(
          t.startOf({ workingDays: 10 }, 6),
          'temporary-cessation',
          {
            startsOn: t.workday(28),
            plannedEndOn: t.workday(84),
            motive: 'works',
            reorientation: 'Deux enfants vont à la crèche de Bouge, les deux autres chez leurs grands-parents.',
            parentsInformedOn: t.workday(-6),
          },
          { time: '20:16' },
        ),
      ],
    },
    {
      facility: 'gembloux',
      steps: [
        submit(-18, 'temporary-move', {
          address: placeOf('chaussée de Wavre 8, 5030 Gembloux'),
          startsOn: t.workday(50),
          plannedEndOn: t.workday(190),
          motive: 'works',
          urgent: false,
          capacity: 42,
          reason: 'Rénovation énergétique du bâtiment dans le cadre du plan de la ville.',
        }),
        complete(t.startOf({ workingDays: 10 }, 7)),
        message(
          -2,
          'coordinator',
          'Bonjour, je vous propose des dates de visite dans le courant de la semaine prochaine.',
        ),
      ],
    },
    {
      facility: 'bout-choux',
      steps: [
        submit(t.startOf({ workingDays: 10 }, 9), 'permanent-move', {
          address: placeOf('rue de la Passerelle 15, 5060 Auvelais'),
          movesOn: t.workday(120),
          lastDayOn: t.workday(116),
          capacity: 35,
          openingHours: '6 h 45 – 18 h 00',
          phone: '071 00 00 00',
          reason: "Construction d'un bâtiment neuf dans le cadre du plan Cigogne.",
        }),
      ],
    },
    {
      facility: 'galopins',
      steps: [
        submit(t.startOf({ workingDays: 10 }, 10), 'capacity-change', {
          capacity: 49,
          changesOn: t.workday(90),
          staffingPlan: "Engagement d'une puéricultrice à temps plein et d'une infirmière à mi-temps.",
          reason: "La demande dépasse largement l'offre sur la commune.",
        }),
      ],
    },
    {
      facility: 'parc',
      steps: [
        submit(-45, 'temporary-move', {
          address: placeOf('rue des Carmes 28, 5000 Namur'),
          startsOn: t.workday(25),
          plannedEndOn: t.workday(115),
          motive: 'disaster',
          urgent: true,
          capacity: 18,
          reason: 'Dégât des eaux : le plafond de la salle de repos doit être remplacé.',
        }),
        complete(-42),
        proposeVisit(-41, [t.workday(-35)], 'Visite rapide du lieu de repli.'),
        chooseVisit(-40, t.workday(-35)),
        reportVisit(-35, t.workday(-35), "Lieu propre et chauffé, un seul point d'eau."),
        opinion(-34, 'favourable', 'Acceptable pour trois mois.'),
        healthOpinion(-30, 'favourable', "Sous réserve du nettoyage des conduites avant l'ouverture."),
        propose(t.startOf({ workingDays: 5 }, 3), 'grant', {
          effectiveOn: t.workday(25),
          facts: 'Le sinistre est établi, le lieu de repli a été visité.',
          reasons:
            "Considérant l'urgence et les deux avis favorables, le déménagement temporaire peut être accepté pour 18 places.",
        }),
      ],
    },
    {
      facility: 'hirondelles',
      steps: [
        submit(-22, 'end-of-activity', {
          lastDayOn: t.workday(46),
          motive: 'Ma collègue déménage ; je poursuis comme indépendante seule sous une autre demande.',
          childrenPresent: 7,
          parentsInformedOn: t.workday(-30),
          archiveHolder: 'Sabine Noël',
          archiveContact: 'rue de la Grotte 15, Dinant',
        }),
        acknowledge(-12, t.workday(46), "Prise d'acte de la fin du co-accueil."),
      ],
    },
    {
      facility: 'meuse-condroz',
      steps: [
        submit(-85, 'permanent-move', {
          address: placeOf('rue du Redeau 40, 5530 Yvoir'),
          movesOn: t.workday(12),
          lastDayOn: t.workday(9),
          capacity: 120,
          openingHours: '8 h 30 – 16 h 30',
          phone: '082 00 00 00',
          reason: 'Regroupement des bureaux du service et de la salle de formation.',
        }),
        complete(-78),
        proposeVisit(-76, [t.workday(-64), t.workday(-62)], 'Visite des bureaux.'),
        chooseVisit(-73, t.workday(-64)),
        healthOpinion(-66, 'favourable', "Pas d'accueil d'enfants sur place, aucune remarque."),
        reportVisit(-63, t.workday(-64), "Bureaux et salle de formation ; aucun enfant n'y est accueilli."),
        opinion(-60, 'favourable', 'Avis favorable.'),
        propose(-50, 'grant', {
          effectiveOn: t.workday(12),
          facts: 'Les avis rendus sont favorables.',
          reasons:
            "Considérant que le siège du service offre de meilleures conditions d'encadrement des accueillantes, la demande peut être acceptée.",
        }),
        sign(-47),
      ],
    },
    {
      facility: 'eghezee',
      steps: [
        submit(-140, 'capacity-change', {
          capacity: 28,
          changesOn: t.workday(-60),
          staffingPlan: 'Un équivalent temps plein supplémentaire dès la rentrée.',
          reason: 'Ouverture de la section des moyens.',
        }),
        complete(-133),
        proposeVisit(-131, [t.workday(-120)], 'Visite de la nouvelle section.'),
        chooseVisit(-129, t.workday(-120)),
        reportVisit(-119, t.workday(-120), 'Section prête ; le garde-corps de la terrasse est trop bas.'),
        opinion(-117, 'reserved', 'Favorable à condition de rehausser le garde-corps.'),
        propose(-110, 'grant-with-conditions', {
          effectiveOn: t.workday(-60),
          facts: 'Le garde-corps de la terrasse mesure 85 cm.',
          reasons:
            "Considérant que la section peut ouvrir sans utiliser la terrasse, l'autorisation est accordée sous conditions.",
          conditions: [
            { text: 'Rehausser à 120 cm le garde-corps de la terrasse', dueOn: t.workday(5) },
            { text: "Transmettre l'attestation de l'entrepreneur", dueOn: t.workday(12) },
          ],
        }),
        sign(-106),
        declareConditions(-2, [
          [
            '1',
            'Rehausser à 120 cm le garde-corps de la terrasse',
            'Le garde-corps est posé depuis lundi ; photo jointe.',
          ],
        ]),
      ],
    },
    {
      facility: 'gembloux-aes',
      steps: [
        submit(-80, 'permanent-move', {
          address: placeOf('rue Verlaine 30, 5030 Grand-Manil'),
          movesOn: t.workday(35),
          lastDayOn: t.workday(32),
          capacity: 60,
          openingHours: 'lundi à vendredi, 15 h 30 – 18 h 00',
          phone: '081 00 00 00',
          reason: "L'école récupère son réfectoire.",
        }),
        complete(-72),
        proposeVisit(-70, [t.workday(-55)], 'Visite du préau.'),
        chooseVisit(-68, t.workday(-55)),
        reportVisit(-54, t.workday(-55), 'Préau ouvert sur un côté, sans chauffage.'),
        opinion(-50, 'unfavourable', "Le préau ne peut accueillir d'enfants en hiver."),
        healthOpinion(-45, 'reserved', 'Sanitaires éloignés de plus de cinquante mètres.'),
        propose(-30, 'refuse', {
          effectiveOn: t.workday(35),
          facts: 'Le préau est ouvert et non chauffé ; les sanitaires sont éloignés.',
          reasons:
            'Considérant que le lieu proposé ne garantit ni la sécurité ni le confort des enfants, la demande est refusée. Le pouvoir organisateur dispose de trente jours pour y remédier.',
          points: [
            ['other', 'Une explication', "Comment le préau sera fermé et chauffé avant l'hiver."],
            ['field.movesOn', 'Premier jour à la nouvelle adresse', 'La date demandée précède la fin des travaux.'],
            [
              'document.plan',
              'Plan du lieu, avec la superficie de chaque pièce',
              'Le plan ne situe pas les sanitaires.',
            ],
          ],
        }),
        sign(-10, { post: true }),
        sendRegistered(-7, t.officeDay(-7), 'RW 4415 2087 3 BE'),
      ],
    },
    {
      facility: 'eghezee-aes',
      steps: [
        submit(-130, 'permanent-move', {
          address: placeOf('route de Namêche 12, 5310 Leuze'),
          movesOn: t.workday(-40),
          lastDayOn: t.workday(-44),
          capacity: 40,
          openingHours: 'lundi à vendredi, 15 h 30 – 18 h 00',
          phone: '081 00 00 00',
          reason: "Travaux à l'école communale.",
        }),
        withdraw(-118, "L'école garde finalement le local : la demande n'a plus d'objet."),
      ],
    },
    {
      facility: 'galopins',
      key: 'galopins-old',
      steps: [
        submit(-1150, 'capacity-change', {
          capacity: 42,
          changesOn: t.workday(-1090),
          staffingPlan: 'Engagement de deux puéricultrices.',
          reason: 'Agrandissement.',
        }),
        complete(-1143),
        cancel(-1141, 'Introduite deux fois par erreur, à la demande du pouvoir organisateur.'),
      ],
    },
    {
      facility: 'meuse-condroz',
      key: 'meuse-capacity',
      steps: [
        submit(-300, 'capacity-change', {
          capacity: 132,
          changesOn: t.workday(-230),
          staffingPlan: 'Trois accueillantes rejoignent le service.',
          reason: "Extension sur la commune d'Yvoir.",
        }),
        complete(-294),
        proposeVisit(-292, [t.workday(-280)], 'Rencontre au siège.'),
        chooseVisit(-290, t.workday(-280)),
        reportVisit(-279, t.workday(-280), 'Encadrement suffisant.'),
        opinion(-277, 'favourable', 'Favorable.'),
        propose(-270, 'grant-with-conditions', {
          effectiveOn: t.workday(-230),
          facts: 'Trois conventions sont signées.',
          reasons:
            "Considérant que l'encadrement des accueillantes est assuré, l'extension est acceptée, sous condition de la formation initiale.",
          conditions: [{ text: 'Transmettre les attestations de formation initiale', dueOn: t.workday(-180) }],
        }),
        sign(-266),
        confirmConditions(-190),
      ],
    },
  ];
}
