from scimviewer.demo.names import CULTURE_COUNT, latin, person_name, team_name


def test_addresses_are_plain_ascii_whatever_the_script():
    for culture in range(CULTURE_COUNT):
        for number in range(12):
            given, family, display, address = person_name(culture, number, number)
            assert address.isascii()
            assert all(address.split("."))
            assert given in display
            assert family in display


def test_letters_without_accent_are_spelled_out():
    assert latin("Łukasz Größe Søren Işık") == "Lukasz Grosse Soren Isik"


def test_family_names_come_first_where_people_do_so():
    assert person_name(6, 0, 0)[2:] == ("田中 太郎", "taro.tanaka")


def test_no_two_teams_share_a_name():
    assert len({team_name(number) for number in range(200)}) == 200
