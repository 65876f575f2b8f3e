extension Vocabulary {
  /// English. The format is described in `Vocabulary+Data.swift`.
  static let englishData = """
    language en: English
    decimal: .
    group: ,
    hyphen: joins

    number 0: zero
    number 1: one
    number 2: two
    number 3: three
    number 4: four
    number 5: five
    number 6: six | half a dozen
    number 7: seven
    number 8: eight
    number 9: nine
    number 10: ten
    number 11: eleven
    number 12: twelve
    number 13: thirteen
    number 14: fourteen
    number 15: fifteen
    number 16: sixteen
    number 17: seventeen
    number 18: eighteen
    number 19: nineteen
    number 20: twenty
    number 30: thirty
    number 40: forty
    number 50: fifty
    number 60: sixty
    number 70: seventy
    number 80: eighty
    number 90: ninety
    scale 12: dozen
    scale 100: hundred
    scale 1000: thousand
    scale 1000000: million
    article: a | an
    and: and
    half: and a half

    plural 10: tens
    plural 12: dozens
    plural 100: hundreds
    plural 1000: thousands
    plural 1000000: millions
    several: several | a few
    many: many

    prefix exactly: exactly | precisely
    prefix more-than: more than | over | above | in excess of | upwards of | just over
    prefix at-least: at least | no fewer than | no less than | not fewer than | not less than | a minimum of
    prefix up-to: up to | as many as
    prefix at-most: at most | no more than | not more than | a maximum of
    prefix fewer-than: fewer than | less than | under | below
    prefix around: around | about | some | approximately | approx | approx. | roughly | circa | ca | ca.
    prefix nearly: nearly | almost | just under
    suffix at-least: or more | and more | at least
    suffix at-most: or fewer | or less | at most
    suffix around: or so
    range: between … and | from … to | … to

    percent: percent | per cent
    fraction 1/2: half | a half | one half
    fraction 1/3: a third | one third
    fraction 2/3: two thirds
    fraction 1/4: a quarter | one quarter
    fraction 3/4: three quarters
    fraction 1/5: a fifth | one fifth
    fraction 1/10: a tenth | one tenth
    most: most | the majority | a majority
    vast-majority: the vast majority | vast majority | the overwhelming majority | overwhelming majority
    all-but: all but | all except | all except for
    of: of
    leg: for

    per day: a day | per day | every day | each day | daily
    per week: a week | per week | every week | each week | weekly
    per month: a month | per month | every month | each month | monthly
    per year: a year | per year | every year | each year | yearly | annually

    weekday 1: monday | mon
    weekday 2: tuesday | tue
    weekday 3: wednesday | wed
    weekday 4: thursday | thu
    weekday 5: friday | fri
    weekday 6: saturday | sat
    weekday 7: sunday | sun
    month 1: january | jan
    month 2: february | feb
    month 3: march | mar
    month 4: april | apr
    month 5: may
    month 6: june | jun
    month 7: july | jul
    month 8: august | aug
    month 9: september | sept | sep
    month 10: october | oct
    month 11: november | nov
    month 12: december | dec
    day-offset 0: today | the same day | that day
    day-offset -1: yesterday | the day before | the previous day
    day-offset -2: the day before yesterday
    day-offset 1: tomorrow | the day after | the next day | the following day
    unit day: day{,s}
    unit week: week{,s}
    unit month: month{,s}
    unit year: year{,s}
    on: on | in
    last: last | the previous | previous
    this: this
    earlier: earlier
    ago: ago | earlier | before
    after: after | later
    """
}
