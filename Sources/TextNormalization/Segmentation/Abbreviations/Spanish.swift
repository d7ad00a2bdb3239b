extension Abbreviations {
  static let spanish = Abbreviations(
    neverFinal: """
      Sr Sra Srta Sres Sras Dr Dra Dres D Dª Dña Prof Profa Lic Ing Arq Gral Cnel Cap Tte Sto
      Sta Mons Fr Hno Hna Excmo Ilmo p.ej ej p.e i.e vs cf
      """,
    beforeNumber: "núm Núm nº Nº n° No art Art arts pág págs Pág p pp cap vol Vol fig Fig tel Tel",
    sometimesFinal: """
      etc Ud Uds Vd Vds EE UU EE.UU RR HH Avda Av Cía S.A aprox depto Dpto izq dcha máx mín ene
      feb abr jun jul sept oct nov dic
      """,
    openers: """
      El La Los Las Un Una Unos Unas Lo Él Ella Ellos Ellas Yo Tú Nosotros Usted Ustedes Es Son
      Fue Era Eran Está Hay Ha No Sí Pero Y O Si Cuando Como Aunque Porque Mientras En De Del
      Con Sin Por Para Desde Hasta Según Después Antes Luego Entonces Este Esta Esto Estos Ese
      Esa Eso Aquel Su Sus Mi Tu Qué Quién Dónde Cómo Cuándo Al A Ya También Además Todo Todos
      Hoy Ayer Se Me Nos Más
      """)
}
