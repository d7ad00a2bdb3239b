extension Abbreviations {
  static let german = Abbreviations(
    neverFinal: """
      Dr Drs Prof Hr Hrn Fr Frl Dipl Ing Mag Dres Priv Doz phil med jur rer nat oec theol habil
      St Skt geb verw verh gest z.B z.Hd z.Z z.Zt d.h d.i i.A i.V i.d.R u.U z.T m.E s.u u.z o.g
      bzw ca vgl evtl ggf ggfs inkl exkl zzgl abzgl sog insb insbes gem lt bes Vgl Evtl Ggf Lt
      mind ehem sen jun resp einschl ausschl zw bspw bzgl betr
      """,
    beforeNumber: """
      Nr Nrn Art Abs Abb Bd Bde Kap Ziff Tab Anm Aufl Jg Tel Fig Rn Rz Lit Buchst Vers Bl Str
      """,
    beforeNumberEnding: "str",
    sometimesFinal: """
      usw etc u.a o.ä u.ä o.Ä u.Ä Mio Mrd Tsd Std Min Sek Jh Jhd Jhdt Chr Co Inh Hrsg hrsg Red
      Übers Verf Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Hbf Bhf Pl Allg allg Abt max
      min dt engl frz franz ital span lat griech russ amerik ev kath röm nördl südl östl westl
      Zt zit
      """,
    openers: """
      Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich Du Man Dies Diese
      Dieser Dieses Diesen Diesem Jetzt Nun Dann Danach Da Dort Hier Aber Und Oder Doch Denn
      Wenn Als Weil Obwohl Nachdem Während Nach Vor Seit Bei Mit Im In Am An Auf Für Von Vom Zum
      Zur Zu Aus Auch Nur Noch Schon So Wie Was Wer Wo Warum Wann Welche Sein Seine Ihre Unser
      Unsere Mein Meine Kein Keine Jeder Jede Jedes Alle Viele Einige Heute Gestern Morgen
      Später Damals Trotzdem Deshalb Daher Dabei Damit Darum Dazu Dafür Bis Nicht Ja Nein Bitte
      Ist Sind War Hat Haben
      """,
    hasOrdinals: true)
}
