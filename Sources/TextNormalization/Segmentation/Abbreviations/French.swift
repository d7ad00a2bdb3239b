extension Abbreviations {
  static let french = Abbreviations(
    neverFinal: """
      M MM Mr Mme Mmes Mlle Mlles Mgr Me Mes Dr Drs Pr Prof St Ste cf Cf p.ex c.-à-d i.e e.g env
      vs gén col cap lieut
      """,
    beforeNumber: "no No nos art Art p pp vol Vol chap Chap fig Fig tél Tél éd al § ch t",
    sometimesFinal: """
      etc av apr janv févr avr juill juil sept oct nov déc boul bd Cie Cie Sté dép hab max min
      """,
    openers: """
      Le La Les L Un Une Des Du De D Il Elle Ils Elles On Nous Vous Je J Tu Ce Cet Cette Ces C
      Cela Ça Mais Et Ou Donc Car Or Si Quand Lorsque Comme Dans En Au Aux À Pour Par Sur Avec
      Sans Sous Après Avant Depuis Puis Ensuite Alors Ainsi Son Sa Ses Leur Leurs Mon Ma Mes
      Notre Nos Votre Vos Que Qui Quoi Où Comment Pourquoi Quel Quelle Oui Non Tout Tous Chaque
      Ne N Y Aujourd Hier Demain
      """)
}
