import Testing

/// A text with "|" where its sentences end, and its language.
struct SentenceCase: CustomTestStringConvertible {
  let language: String
  let marked: String

  var testDescription: String { "\(language): \(marked.prefix(60))" }

  static let all =
    cases("en", english) + cases("de", german) + cases("fr", french) + cases("es", spanish)
    + cases("cs", czech) + others

  private static func cases(_ language: String, _ texts: [String]) -> [SentenceCase] {
    texts.map { SentenceCase(language: language, marked: $0) }
  }

  private static let english = [
    "One sentence.", "One.| Two.| Three.", "No stop at the end", "Is it?| It is!| Good.",
    "Mr. Smith met Mrs. Jones.| They left.", "Dr. No is a film.| We saw it.",
    "Prof. A. Miller and Sen. B. Lee spoke.| Nobody listened.",
    "J. R. R. Tolkien wrote it.| C. S. Lewis did not.", "It was by J.R.R. Tolkien.| He wrote well.",
    "He joined the U.S. Army in May.| She did not.", "She lives in the U.S.| The weather is good.",
    "We left at 5 p.m. Monday.| It rained.", "We left at 5 p.m.| The rain had stopped.",
    "See No. 5 and no. 7.| They differ.", "Did he agree?| No.| He refused.",
    "See Fig. 3 and pp. 10 to 12.| Then go on.", "Smith et al. 2010 showed it.| Others did not.",
    "Apples, pears, etc. Green ones too.", "Apples, pears, etc.| They are cheap.",
    "Acme Inc. Chairman Bob resigned.| The end.", "He works for Acme Inc.| It is big.",
    "It costs 3.50 dollars.| It was 4.75.", "Version 1.2.3 is out.| Get v2.0 now.",
    "Use v. 2.0 of it.| Then stop.", "Well...| I think so.", "Well...| The end.",
    "He paused… and went on.| She did too.", "He paused…| She went on.", "Wait... what?| Yes.",
    "\"Go.\"| She left.", "“Go!”| She left.", "“Really?” she asked.| “Yes.”",
    "He said (twice.)| Then he left.",
    "“Stop!” he cried, “or else!”| They stopped.", "(This is one.)| This is two.",
    "[One.]| [Two.]", "See https://a.example/b?c=D&e=F.G for it.| Then read.",
    "Write to a.b@c.example.| Or call.", "Open example.com/A.B!C now.| Done.",
    "Read README.md.| Then build.",
    "Yahoo! is a company.| So is Acme.", "Why?!| Because.", "What??!| Who knows.",
    "1. First item.| 2. Second item.",
    "A. First item.| B. Second item.", "a. First item. b. Second item.",
    "II. The second part.| It is long.", "It is I.| The others left.",
    "Plan A.| The next plan is B.", "One line\n|next line.", "One.\r\n|Two.\n\n|Three.",
    "One.\u{2028}|Two.\u{2029}|Three.",
    "Tab.\t|Tab.", "iOS is old. macOS is older.", "He is 6 ft. tall.| She is not.",
    "On Jan. 5 it rained.| On Feb. 6 too.",
    "In Sept. Bob came.| He left in Oct.| He was tired.", "St. Mary is on Main St. Anna said so.",
    "The No.| The yes.", "e.g. Bob, i.e. him.| Done.", "Cf. Smith vs. Jones.| Read both.",
    "Gen. Lee met Lt. Col. Hay.| They spoke.", "They won 3-2.| 20 people saw it.",
    "Was it 5?| 6 maybe.",
    "Ph.D. students wait.| They get a Ph.D.| It takes years.", "’Twas so.| ’Tis not.", "One.— Two.",
    "One. — Two.",
    "👍. 👎.", "Good 👍! |Bad 👎.", "Nul\u{0}. |Nul\u{0}.", "He left.| 20 people saw it.",
    "He left in 1990.| 3 years later he died.",
    "See ch. 3 of vol. 2 now.| 5 more.", "She said “No.”| 12 men laughed.", "At 5 p.m. 3 men came.",
    "U.S.S.R.| And more.",
  ]

  private static let german = [
    "Ein Satz.| Noch einer.", "Am 3. Oktober war Feiertag.| Danach nicht.",
    "Der 2. Weltkrieg endete 1945.| Dann kam Frieden.",
    "Er lebte im 19. Jahrhundert.| Sie nicht.",
    "Heinrich VIII. Tudor regierte lange.| Er starb 1547.",
    "Das ist z. B. Unsinn.| Das nicht.", "Das ist z.B. Unsinn.| Das nicht.",
    "Er las u. a. Die Zeit und z. B. Der Turm.| Gut.",
    "Er kam, d. h. Anna ging.| Gut.",
    "Dr. Müller und Prof. Schmidt kamen.| Sie gingen.", "Dipl.-Ing. Meier baut.| Er baut gut.",
    "Siehe Nr. 5 und Abb. 3.| Dort steht es.", "Das ist keine Art.| Das ist gut.",
    "Äpfel, Birnen usw.| Die sind gut.",
    "Äpfel, Birnen usw. Anna mag sie.", "Es kostet 5 Mio. Euro.| Das ist viel.",
    "Es kostet 3,50 Euro.| Gut.",
    "„Geh!“, sagte er.| „Nein.“| Sie blieb.", "„Wirklich?“ fragte sie.| Er nickte.",
    "»Komm.«| Er kam.",
    "Er wurde 18.| Danach zog er aus.", "Im Jahr 1990.| Anna kam.",
    "Am 3.10. Montag war frei.| Heute nicht.",
    "Ca. 5 Leute, evtl. Frauen, bzw. Männer.| Ende.", "Sie kam um 5 Uhr.| Er um 6.| Wir nie.",
    "J. S. Bach lebte.| Er starb.", "Was?| Ja!| Nein …| Doch.", "Er kam…| Anna ging.",
    "Am Dienstag, 1. Mai, war frei.",
    "44 v. Chr. Caesar starb.| Er war alt.", "Goethestr. 5 ist hier.| Dort ist 6.",
    "Übrigens.| Österreich.",
  ]

  private static let french = [
    "M. Dupont est là.| Il part.", "« Oui ! »| « Non. » |Fin.",
    "Il dit :\u{A0}«\u{A0}Va.\u{A0}»| Bon.", "Mme Curie et le Dr. Petit.| Ils parlent.",
    "Il dit : « Va. »| Elle part.",
    "Quoi ?| Non !| Si.", "Cf. p. 5 et art. 3.| Lisez.", "Pommes, poires, etc.| Elles sont là.",
    "L'an 50 av. J.-C. est loin.| Il fait beau.", "J. L. Martin chante.| L. Blanc aussi.",
  ]

  private static let spanish = [
    "El Sr. García vive aquí.| Es alto.", "¿Qué?| ¡No!| ¿Sí?",
    "Los EE. UU. son grandes.| Es verdad.",
    "La Dra. Ruiz, p. ej. Ana, vino.| Se fue.", "Véase núm. 5.| Después salga.",
  ]

  private static let czech = [
    "Dne 3. října pršelo.| Pak ne.", "Ing. Novák a MUDr. Malá přišli.| Odešli.",
    "Viz č. 5 a str. 10.| Je to tam.",
    "Jablka, hrušky atd.| To je vše.", "„Jdi.“| Šla.", "Karel IV. Lucemburský žil.| Zemřel.",
  ]

  private static let others = [
    SentenceCase(language: "zh", marked: "他来了。|她走了！|你呢？|“走吧。”|他说。"),
    SentenceCase(language: "zh", marked: "他来了。|「走吧！」|她说。|（完）"),
    SentenceCase(language: "zh", marked: "他……走了。|你好!|再见."),
    SentenceCase(language: "ja", marked: "今日は。|明日は？|はい。"),
    SentenceCase(language: "el", marked: "Τι είναι;| Είναι αυτό."),
    SentenceCase(language: "hi", marked: "यह है।| वह है।"),
    SentenceCase(language: "ar", marked: "هذا بيت.| أين هو؟| هنا."),
    SentenceCase(language: "ru", marked: "Это А. С. Пушкин.| Он поэт."),
    SentenceCase(language: "xx", marked: "One.| Two! three?| Four."),
    SentenceCase(language: "fi", marked: "Se on 3. Kerros.| Hän."),
    SentenceCase(language: "", marked: "A.B.C.D"),
    SentenceCase(language: "de-AT", marked: "Dr. Huber kam.| Am 1. Jänner."),
  ]
}
