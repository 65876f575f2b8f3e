extension Lexicon {
  /// Given names in three scripts' spellings, and officials whom texts name without their office.
  /// The format is described in `Lexicon.swift`.
  static let protectionNames = """
    endings m: ,а,у,ом,е,ові,і,ем,ым,им
    endings i: й,я,ю,ем,єм,ї,еві,єві,е,и
    endings o: о,а,у,ом,ові,і
    endings f: а,и,у,ой,ою,е,і,ы
    endings ia: ия,ии,ию,ией,ия,ія,ії,ію,ією
    given: Александр{m} | Олександр{m} | Алексе{i} | Олексі{i} | Анатоли{i} | Анатолі{i} | Андре{i} | Андрі{i} | Антон{m}
    given: Аркади{i} | Артем{m} | Артур{m} | Богдан{m} | Борис{m} | Вадим{m} | Валентин{m} | Валери{i} | Валері{i} | Василь | Василя
    given: Василем | Васили{i} | Виктор{m} | Віктор{m} | Виталий | Виталия | Віталі{i} | Витали{i} | Владимир{m} | Володимир{m}
    given: Владислав{m} | Всеволод{m} | Вячеслав{m} | В'ячеслав{m} | Геннади{i} | Геннаді{i} | Георги{i} | Георгі{i} | Григори{i}
    given: Григорі{i} | Данила | Данило | Данил{m} | Денис{m} | Дмитри{i} | Дмитр{o} | Евгени{i} | Євген{m} | Єгор{m} | Егор{m}
    given: Захар{m} | Иван{m} | Іван{m} | Игорь | Игоря | Игорем | Игорю | Ігор | Ігоря | Ігорем | Ігорю | Илья | Ильи | Илью | Ілля | Іллі | Іллю
    given: Кирилл{m} | Кирил{o} | Константин{m} | Костянтин{m} | Лев | Льва | Леонид{m} | Леонід{m} | Максим{m} | Марк{m} | Микита | Микити
    given: Никита | Никиты | Никиту | Микол{f} | Никола{i} | Михаил{m} | Михайл{o} | Мирослав{m} | Назар{m} | Олег{m} | Остап{m} | Павел
    given: Павла | Павл{o} | Павлом | Петр{m} | Петр{o} | Ренат{m} | Роман{m} | Ростислав{m} | Руслан{m} | Рустам{m} | Рамзан{m}
    given: Святослав{m} | Семен{m} | Серге{i} | Сергі{i} | Станислав{m} | Станіслав{m} | Степан{m} | Тарас{m} | Тимофе{i} | Тимур{m}
    given: Тимофі{i} | Федор{m} | Федір | Юрий | Юрия | Юрием | Юрі{i} | Яков{m} | Яків | Ярослав{m} | Арсен{m} | Арсени{i} | Арсені{i} | Глеб{m}
    given: Гліб | Гліба | Эдуард{m} | Едуард{m} | Ильдар{m} | Ахмед{m} | Магомед{m} | Руслана | Семён{m} | Тихон{m} | Демьян{m} | Дем'ян{m}
    given: Александр{f} | Олександр{f} | Алин{f} | Аліна | Аліни | Аліну | Анастас{ia} | Анн{f} | Ганн{f} | Валентин{f} | Валер{ia} | Вер{f}
    given: Віра | Віри | Виктор{ia} | Віктор{ia} | Галин{f} | Дарь{я,и,ю,ей} | Дар'я | Дарин{f} | Евген{ia} | Євген{ia} | Екатерин{f}
    given: Катерин{f} | Елен{f} | Олен{f} | Елизавета | Єлизавета | Инна | Інна | Інни | Ирин{f} | Ірин{f} | Каріна | Карина | Ксен{ia} | Лариса | Лариси
    given: Лиди{я,и,ю} | Лідія | Любовь | Людмил{f} | Маргарит{f} | Марин{f} | Мар{ia} | Надежда | Надія | Надії | Надію | Наталь{я,и,ю,ей}
    given: Натал{ia} | Оксан{f} | Ольг{f} | Ольз{і} | Полин{f} | Поліна | Раиса | Раїса | Светлан{f} | Світлан{f} | Софи{я,и,ю} | Софія | Софії
    given: Тамар{f} | Татьян{f} | Тетян{f} | Ульяна | Уляна | Уляни | Юл{ia} | Яна | Яни | Яну | Ярослав{f} | Зоя | Зої | Зоряна | Соломія
    given: Aleksandr | Alexander | Alexandr | Oleksandr | Olexander | Oleksandra | Alexandra | Aleksandra | Oleksii | Oleksiy
    given: Aleksei | Aleksey | Alexei | Alexey | Anatolii | Anatoliy | Anatoly | Andrii | Andriy | Andrei | Andrey | Andrew | Anton
    given: Arkady | Artem | Artyom | Artur | Arthur | Arsen | Bohdan | Bogdan | Borys | Boris | Vadym | Vadim | Valentyn | Valentin
    given: Valerii | Valeriy | Valery | Vasyl | Vasily | Vasili | Viktor | Victor | Vitalii | Vitaliy | Vitaly | Vladimir | Volodymyr
    given: Vladyslav | Vladislav | Viacheslav | Vyacheslav | Hennadii | Gennady | Heorhii | Georgy | Hryhorii | Grigory | Danylo
    given: Danil | Daniil | Denys | Denis | Dmytro | Dmitry | Dmitri | Dmitrii | Yevhen | Yevgeny | Evgeny | Eugene | Yehor | Yegor | Egor
    given: Zakhar | Ivan | Ihor | Igor | Illia | Illya | Ilya | Kyrylo | Kirill | Kostiantyn | Konstantin | Lev | Leonid | Maksym | Maxim
    given: Maksim | Mark | Mykyta | Nikita | Mykola | Nikolai | Nikolay | Mykhailo | Mykhaylo | Mikhail | Myroslav | Nazar | Oleh | Oleg
    given: Ostap | Pavlo | Pavel | Petro | Pyotr | Peter | Renat | Roman | Rostyslav | Ruslan | Rustam | Sviatoslav | Svyatoslav | Semen
    given: Serhii | Serhiy | Sergei | Sergey | Sergii | Stanislav | Stepan | Taras | Tymofii | Timofey | Timur | Tymur | Fedir | Fyodor
    given: Yurii | Yuriy | Yuri | Yury | Yakiv | Yakov | Yaroslav | Hlib | Gleb | Eduard | Ildar | Akhmed | Magomed | Ramzan | Tykhon
    given: Alina | Anastasiia | Anastasia | Anna | Hanna | Valentyna | Valentina | Valeriia | Valeria | Vira | Vera | Viktoriia
    given: Victoria | Viktoria | Halyna | Galina | Daria | Daryna | Yevheniia | Yekaterina | Kateryna | Ekaterina | Katerina | Olena
    given: Elena | Yelena | Inna | Iryna | Irina | Karina | Kseniia | Ksenia | Larysa | Larisa | Lidiia | Liubov | Lyubov | Liudmyla
    given: Lyudmila | Marharyta | Margarita | Maryna | Marina | Mariia | Maria | Mariya | Mary | Nadiia | Nadezhda | Nadiya | Nataliia
    given: Natalia | Natalya | Oksana | Olha | Olga | Polina | Raisa | Svitlana | Svetlana | Sofiia | Sofia | Tamara | Tetiana | Tatiana
    given: Tetyana | Tatyana | Uliana | Yuliia | Yulia | Julia | Yana | Zoia | Zoya
    given: James | John | Robert | Michael | William | David | Richard | Joseph | Thomas | Charles | Christopher | Daniel | Matthew
    given: Anthony | Steven | Paul | Kevin | Brian | George | Edward | Ronald | Timothy | Jason | Jeffrey | Ryan | Jacob | Gary
    given: Nicholas | Eric | Jonathan | Stephen | Larry | Justin | Scott | Brandon | Benjamin | Samuel | Gregory | Patrick | Jack
    given: Dennis | Jerry | Tyler | Aaron | Jose | Adam | Nathan | Henry | Zachary | Douglas | Peter | Kyle | Carl | Jan | Juan | Carlos
    given: Mariana | Mar'iana | Bohdana | Ruslana | Zhanna | Alla | Alexei | Timur | Patricia | Jennifer | Linda | Elizabeth | Barbara | Susan | Jessica | Sarah | Karen | Lisa | Nancy | Sandra | Ashley
    given: Emily | Kimberly | Margaret | Donna | Michelle | Carol | Amanda | Melissa | Deborah | Laura | Rebecca | Sharon | Kate
    given: Piotr | Tomasz | Krzysztof | Pawel | Mateusz | Kim | Ahmed | Mohammed | Muhammad | Mehmet | Mustafa | Ali | Hassan | Ibrahim
    figure: Putin | Putin's | Zelensky | Zelenskyy | Zelenskiy | Zelenska | Lukashenko | Trump | Biden | Erdogan | Macron | Scholz
    figure: Merz | Starmer | Sunak | Johnson | Orban | Guterres | Lubinets | Moskalkova | Budanov | Umerov | Medinsky | Usov | Yusov
    figure: Peskov | Lavrov | Kuleba | Sybiha | Yermak | Syrskyi | Syrsky | Zaluzhnyi | Shoigu | Belousov | Medvedev | Kadyrov
    figure: Navalny | Witkoff | Rubio | Vance | Blinken | Francis | Denisova | Yatsenko | Prigozhin | Medvedchuk | Fidan
    figure: Путин{m} | Путін{m} | Зеленск{ий,ого,ому,им} | Зеленськ{ий,ого,ому,им} | Лукашенко | Лукашенк{m} | Трамп{m} | Байден{m}
    figure: Эрдоган{m} | Ердоган{m} | Макрон{m} | Орбан{m} | Гутерриш{m} | Лубинец | Лубинца | Лубінець | Лубінця | Лубінцем
    figure: Москальков{f} | Буданов{m} | Умеров{m} | Умєров{m} | Мединск{ий,ого,ому,им} | Мединськ{ий,ого,им} | Усов{m} | Юсов{m} | Песков{m}
    figure: Пєсков{m} | Лавров{m} | Кулеб{f} | Сибиг{f} | Сибіг{f} | Ермак{m} | Єрмак{m} | Сырск{ий,ого,им} | Сирськ{ий,ого,им} | Залужн{ий,ого}
    figure: Шойгу | Белоусов{m} | Бєлоусов{m} | Медведев{m} | Медведєв{m} | Кадыров{m} | Кадиров{m} | Яценко | Денисов{f} | Пригожин{m}
    """
}
