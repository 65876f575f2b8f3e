extension Lexicon {
  /// English words around persons in captivity. The format is described in `Lexicon.swift`.
  static let protectionEnglish = """
    captivity: captivity | capture | captures | capturing | detention | imprisonment | custody | detain | detains | detaining
    captivity: surrender | surrenders | surrendered | surrendering | repatriation | repatriated | filtration | jail
    captivity: interrogation | interrogated | gulag | all-for-all
    captive: prisoner | captive | pow | detainee | hostage | internee | inmate | captured | detained | imprisoned
    captive: freed | jailed | abducted | interned | ex-prisoner | kidnapped
    captive: prisoners | captives | pows | detainees | hostages | internees | inmates | ex-prisoners
    persons: prisoners | captives | pows | detainees | hostages | internees | inmates | ex-prisoners
    captive-if-passive: held | released | exchanged | swapped | returned | liberated | sentenced
    state: died | dies | those | was | were | is | are | be | been | being | has | had | have | remains | remained | returned | went | fell | got
    event: talks | talk | meeting | meetings | election | elections | ceremony | vote | conference | summit | event
    event: rally | rallies | hearing | session | round | consultations | negotiations | figures | report | list | lists
    exchange: exchange | exchanges | swap | swaps

    office: president | minister | premier | chancellor | ambassador | envoy | commissioner | ombudsman | ombudswoman
    office: ombudsperson | spokesperson | spokesman | spokeswoman | secretary | secretary-general | adviser | advisor
    office: aide | chief | head | deputy | director | governor | mayor | senator | congressman | lawmaker | lawmakers
    office: mp | mep | king | prince | pope | cardinal | archbishop | patriarch | general | major-general | admiral
    office: lieutenant-general | colonel-general | brigadier-general | commander-in-chief | commander | negotiator
    office: mediator | diplomat | official | leader | chairman | chairwoman | chair | speaker | prosecutor | judge
    office: analyst | expert | lawyer | journalist | correspondent | reporter | editor | author | photographer
    office: researcher | historian | professor | representative | coordinator | founder | delegate | rapporteur
    office: emir | sheikh | vice-president | co-chair | ex-president | presidents | ministers | leaders | envoys
    office: aides | officials | advisers | advisors | deputies | chiefs | heads | commanders | negotiators | diplomats
    office: spokespeople | delegates | experts | analysts | journalists | mediators | ambassadors | senators
    office: bishop | archbishop | metropolitan | priest | rabbi | mufti | singer | boxer | actor | writer | commissioners
    office: presenter | host | columnist | psychologist | doctor
    speech: said | says | say | told | tells | added | adds | stated | states | claimed | claims | announced | wrote
    speech: writes | noted | notes | confirmed | confirms | reported | reports | stressed | explained | denied
    speech: denies | insisted | argued | warned | disputed | according | commented | declined | emphasised
    speech: emphasized | recalled | thanked | asked | called | urged | promised | proposed | replied | remarked
    kin: wife | husband | mother | father | brother | sister | son | daughter | parents | family | relatives | fiancee
    persons: parents | family | families | relatives | sons | daughters | wives | mothers
    kin: families | wives | mothers | fiance | widow | uncle | aunt | cousin | grandmother | grandfather | girlfriend | boyfriend
    rank: pte | private | sgt | sergeant | cpl | corporal | lance-corporal | lt | lieutenant | capt | captain | maj
    rank: major | col | colonel | lieutenant-colonel | ensign | sailor | seaman | sapper | gunner | midshipman
    rank: staff-sergeant | bombardier
    abbreviation: pte | sgt | cpl | lt | capt | maj | col | mr | mrs | ms | dr | st | no | gen | prof | jr | sr | rev | tel | dob
    person: soldier | serviceman | servicewoman | servicemember | marine | fighter | medic | conscript | volunteer
    person: defender | warrior | paratrooper | officer | civilian | man | woman | resident | guard | pilot | gunner
    person: border-guard | mercenary | sniper | driver | nurse | teenager | girl | boy | serviceperson | guardsman
    persons: soldiers | servicemen | servicewomen | servicemembers | marines | fighters | medics | conscripts
    persons: volunteers | defenders | warriors | paratroopers | officers | civilians | men | women | residents
    persons: guards | pilots | troops | personnel | people | persons | members | mercenaries | snipers | guardsmen
    persons: sergeants | privates | sailors | lieutenants | captains | nurses | girls | boys
    unit: brigade | battalion | regiment | company | platoon | squadron | detachment | squad | brigades | battalions
    unit: brigade's | battalion's | regiment's | battery
    birth: born | dob | birth | birthday | birthdate
    age: year-old | years-old | aged
    identity: passport | passports | id | identity | identification | dog-tag | tag | serial | tin | itn
    phone: phone | telephone | tel | mobile | whatsapp | viber | signal | call | cell
    hotline: hotline | helpline | newsroom | editorial | headquarters | advertising | press | secretariat | subscribe
    hotline: subscribers | subscription | centre | center | office | ministry
    mailbox: info | press | news | editor | editors | newsroom | contact | hello | support | mail | pr | media | office
    mailbox: admin | redaktor | redaction | redakcia | feedback | subscribe | help | team | desk | hotline | ads | sales

    organisation: ministry | agency | times | post | news | telegraph | guardian | independent | today | tribune | herald
    organisation: journal | gazette | broadcasting | television | radio | university | institute | academy | foundation
    organisation: fund | committee | council | parliament | congress | senate | court | office | service | services
    organisation: headquarters | staff | forces | army | navy | intelligence | security | bureau | union | nations
    organisation: nation | cross | crescent | convention | conventions | association | organisation | organization
    organisation: group | centre | center | commission | department | directorate | administration | government
    organisation: party | church | house | kremlin | rada | duma | verkhovna | press | media | images | getty | reuters
    organisation: interfax | tass | ukrinform | ukrainska | pravda | suspilne | liga | bbc | cnn | telegram | facebook
    organisation: twitter | youtube | instagram | amnesty | watch | rights | human | mission | monitoring | initiative
    organisation: project | school | hospital | museum | theatre | theater | stadium | club | fc | band | orchestra
    organisation: airlines | airways | bank | company | inc | llc | ltd | corporation | corp | hotel | hall | market
    organisation: welle | jazeera | deutsche | wall | sky | mediazona | meduza
    organisation: editors | editor's | picks | prize | award | ombudsman's | police | presse | france | associated
    place: park | garden | gardens | stadium | cemetery | forest | farm | barrack | barracks | quarter | boulevard | lane | highway
    place: region | oblast | district | city | town | village | street | square | avenue | river | sea | lake | island
    place: bay | port | bridge | airport | border | front | colony | prison | camp | republic | federation | kingdom
    place: states | north | south | east | west | northern | southern | eastern | western | central | new | old | black
    place: red | white | great | saint | san | united | upper | lower | mount | valley | peninsula | kyiv | kiev | moscow
    place: kursk | mariupol | donetsk | luhansk | lugansk | kherson | kharkiv | kharkov | odesa | odessa | lviv | sumy
    place: chernihiv | poltava | dnipro | dnipropetrovsk | zaporizhzhia | zaporizhia | belgorod | bryansk | rostov
    place: sevastopol | crimea | donbas | donbass | azovstal | azov | istanbul | ankara | geneva | minsk | abu | dhabi
    place: dubai | riyadh | doha | jeddah | washington | london | paris | berlin | brussels | warsaw | vienna | jerusalem
    place: olenivka | yelenovka | bucha | irpin | izium | bakhmut | avdiivka | soledar | vovchansk | sudzha | taganrog
    place: ukraine | russia | belarus | poland | turkey | turkiye | emirates | uae | arabia | saudi | qatar | switzerland
    place: hungary | romania | moldova | germany | france | britain | england | america | usa | china | korea | iran
    place: israel | gaza | vatican | europe | asia | africa | chechnya | tatarstan | dagestan | siberia | donetska
    place: hague | strasbourg | sochi | vladimir's | ryazan | voronezh | tula | saratov | perm | mordovia | snake
    nation: ukrainian | ukrainians | russian | russians | british | briton | britons | american | americans | german
    nation: turkish | belarusian | belarusians | polish | chechen | chechens | european | soviet | western | moscow's
    nation: kyiv's | french | swiss | emirati | arab | korean | koreans | northern | georgian | colombian | nepalese
    nation: tatar | crimean | jewish | muslim | orthodox | catholic | syrian | israeli | palestinian | cuban | english

    calendar: monday | tuesday | wednesday | thursday | friday | saturday | sunday | january | february | march | april
    calendar: may | june | july | august | september | october | november | december
    common: a | an | the | this | that | these | those | he | she | it | they | we | i | you | his | her | its | their | our
    common: my | your | in | on | at | by | for | from | with | to | of | as | if | but | and | or | so | yet | when | while
    common: after | before | since | until | during | because | although | though | however | meanwhile | moreover
    common: also | later | earlier | then | now | today | yesterday | tomorrow | previously | recently | finally | last
    common: next | first | second | third | another | other | some | many | most | more | all | both | each | every | any
    common: no | not | only | just | even | still | already | once | under | over | about | according | source | details
    common: quote | background | photo | photos | video | read | see | watch | there | here | what | who | which | how
    common: why | where | one | two | three | four | five | ten | several | dozens | hundreds | thousands | prisoners
    common: returned | brought | home | back | swap | swapped | exchange | deal | deals | peace | war | day | days | week
    common: month | year | years | hero | heroes | defence | defense | national | state | special | operation | prosecutor
    common: general | armed | treatment | coordination | mr | mrs | ms | dr | sir | lady | dear | message | agreement
    common: plan | treaty | accords | law | act | code | resolution | charter | summit | conference | meeting | dialogue
    common: life | death | battle | siege | defenders | movement | brigade | dark | long | big | small | lead | light
    common: motorized | motorised | rifle | assault | airborne | tank | mechanized | mechanised | marine | infantry | guard

    credit: by | photo | photos | photograph | picture | image | images | video | credit | getty | courtesy | author | text
    credit: editor | via | translated | copyright
    called: named | nicknamed | surnamed | callsign | call-sign | codenamed | alias
    before-place: in | at | near | to | from | into | towards | toward | around | outside | through | across | via | over
    few: one | two | three | four
    limit: under | over | after | since | before | between | until | to | from | than | each | every | any | all | of | per
    boundary: and | with | that | who | which | whom | but | because | while | when | after | before | if | as | whose
    boundary: or | against | between | where | than | to | about | including
    link: of | war | former | ex | the | a | young | wounded | injured | seriously | ill | civilian | military | called
    link: named | term | contract | combat | 's | fellow | elderly | drafted
    article: the | a | an
    """
}
