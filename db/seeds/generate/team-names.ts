/** Names as they are borne, put together by chance. */
export const firstNames =
  'Adèle Aïcha Alice Amandine Amélie Anaïs Audrey Aurore Béatrice Camille Caroline Catherine Céline Charlotte Chloé Clara Claire Coralie Delphine Élodie Emma Estelle Eva Fanny Fatima Florence Gaëlle Hélène Imane Inès Jessica Joëlle Julie Justine Karine Laetitia Laura Léa Lena Leïla Louise Lucie Magali Manon Margaux Marie Marine Mélanie Morgane Nadia Nathalie Noémie Océane Pauline Rachida Sabrina Salma Sarah Séverine Sofia Stéphanie Sylvie Valérie Vanessa Virginie Yasmine Zoé Adrien Antoine Bilal Cédric David Gilles Hugo Karim Loïc Mathieu Mehdi Olivier Quentin Simon Thomas Youssef'.split(
    ' ',
  );
export const familyNames =
  'Adam Antoine Baudoin Bernard Bertrand Bodson Botte Bouchat Brasseur Carlier Charlier Claes Collard Collignon Cornet Dardenne Daoud Debacker Defays Delvaux Denis Deprez Dewez Dubois Dumont Dupont Dupuis El-Amrani Etienne Evrard Fontaine François Georges Gérard Gillet Goffin Grégoire Guillaume Hallet Hanot Henrion Henry Hubert Jacob Jadot Jamar Lambert Lambin Laurent Lebrun Leclercq Lefèvre Legrand Lejeune Lemaire Léonard Libert Louis Maes Marchal Maréchal Martin Massart Mathieu Mertens Meunier Michel Moreau Noël Paquet Parmentier Peeters Petit Pierard Piette Piron Pirotte Poncelet Rahmani Renard Renson Robert Rousseau Sacré Servais Simon Thiry Thomas Toussaint Urbain Vandenberghe Verhoeven Vincent Wauters Willems'.split(
    ' ',
  );
