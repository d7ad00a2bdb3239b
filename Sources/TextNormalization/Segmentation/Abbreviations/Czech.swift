extension Abbreviations {
  static let czech = Abbreviations(
    neverFinal: """
      p pí sl Mgr MgA Ing Bc BcA Dr MUDr MVDr JUDr RNDr PhDr ThDr PharmDr RSDr doc Doc prof Prof
      akad arch gen plk mjr kpt por sv Sv tzv tj tzn např Např popř příp resp cca mj zejm vč fr
      angl něm
      """,
    beforeNumber: "č Č čl Čl odst str Str s S r R obr Obr tab Tab kap Kap roč sv tel Tel par písm",
    sometimesFinal: """
      apod atd aj ap hod min sek mil mld tis nám ul tř st stol Kč spol Ph.D CSc DrSc l n př Kr
      jr st ml
      """,
    openers: """
      To Ten Ta Ti Ty Tento Tato Toto Tyto Je Jsou Byl Byla Bylo Byli Ale A I V Ve Na Po Před
      Při Pro Za Od Do Z Ze S Se K Ke U O Když Pokud Protože Proto Však Jak Kde Kdo Co Kdy Proč
      Který Která On Ona Ono Oni My Vy Já Jeho Její Jejich Náš Tak Také Pak Potom Dnes Včera Teď
      Nyní Zde Tam Ještě Už Ano Ne Podle Mezi Jako Není Mnoho Všichni Každý
      """,
    hasOrdinals: true)
}
