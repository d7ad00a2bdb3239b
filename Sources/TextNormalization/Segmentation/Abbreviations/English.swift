extension Abbreviations {
  static let english = Abbreviations(
    neverFinal: """
      Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Profs Rev Revd Hon Sen Rep Reps Gov Pres Sec Amb Gen
      Col Lt Capt Cmdr Comdr Maj Sgt Cpl Pvt Adm Brig Supt Insp Det Fr Msgr Mgr Sra Mt Ft e.g
      i.e eg ie cf viz vs v approx ca Gebr resp incl excl
      """,
    beforeNumber: """
      No no Nos nos Nr Art art Fig fig Figs figs Vol vol Vols vols Ch ch Sec sec Eq eq Eqs eqs
      Tab tab Pt pt Op op p pp para paras Para Sect sect App Ex Mar Sun Sat Dec Apt Ste Rm ext
      Ext Tel
      """,
    sometimesFinal: """
      Inc Ltd Co Corp Bros Cos LLC Plc Jr Sr Esq St Ave Blvd Rd Dept Univ Assn Est Inst Jan Feb
      Apr Jun Jul Aug Sep Sept Oct Nov Mon Tue Tues Wed Thu Thur Thurs Fri etc al ed eds est esp
      misc max min dept univ govt Calif Mass Conn Wash Penn Mich Minn Tenn
      """,
    openers: """
      The A An This That These Those It Its He She We They You I There Here His Her Our Their My
      Your In On At By If When While After Before Since Until During Although Because But And Or
      So Yet However Therefore Moreover Also Then Now Not No Yes What Why How Who Where Which As
      For From With Without To Some Many Most All Both Each Every One Two Nobody Everyone Please
      Let Do Did Is
      """)
}
