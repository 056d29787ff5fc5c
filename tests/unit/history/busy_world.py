"""The toy world with more in it: what is vague, planned, unknown, handed on and counted twice.

Aland, Beland, Celand and Deland were in an older organisation until 2001; three of them
leave it in three ways. Posts have figures of their own, of their units and of all forces.
"""

from pathlib import Path

import toy_world

MORE_TOML = """
[org_phrases]
PACT = "the Pact"
[charts]
hosts = ["*_in_bbb"]
[charts.parts]
guards_in_bbb = ["ccc_guard"]
[[lenses]]
id = "both"
title = "Both"
orgs = ["OLD", "PACT"]
derive_former = true
[[lenses]]
id = "old"
title = "Old"
orgs = ["OLD"]
derive_former = false
[[not_covered]]
text = { en = "what nobody counts", ru = "что никто не считает" }
[[not_covered]]
text = { en = "the fleet of Celand" }
first = "2004"
last = "2005-06"
box = [84, 44, 86, 46]
"""
BASE = "45.5,74.5,exact,book"
DATED = "start,end,start_certainty,end_certainty,note,source_ids"
# Lines that are added to the toy's tables.
MORE = {
    "countries": """
DDD,Deland,,,,nobody draws it,paper
""",
    "organizations": """
OLD,The Old,Старый,OLD,СТАР,1992-05-15,2001-01-01,certain,certain,,book
CLUB,The Club,,CLUB,,1991,..,certain,ongoing,,paper
""",
    "memberships": """
old_aaa,OLD,AAA,member,1994-04-20,2001-01-01,certain,certain,,book
old_bbb,OLD,BBB,member,1994,1999-04,certain,certain,left early,book;paper
old_ddd_1,OLD,DDD,signatory,1992-05-15,1994-04,certain,certain,,book
old_ddd_2,OLD,DDD,member,1994-04-20,2001-01-01,certain,certain,,paper
pact_ddd_1,PACT,DDD,signatory,2000-01-01,2002,certain,certain,,book
pact_ddd_2,PACT,DDD,member,2002,2006-02-01,certain,certain,,book
pact_ddd_3,PACT,DDD,frozen,2006-02-01,2008,certain,planned,,book
pact_ddd_4,PACT,DDD,suspended,2008-03-01,2009,attested,attested,,paper
club_bbb,CLUB,BBB,partner,2003,2005-08-01,certain,certain,,paper
club_ccc,CLUB,CCC,associate,,..,unknown,ongoing,,paper
club_ddd,CLUB,DDD,observer,2014,..,planned,ongoing,,paper
""",
    "sites": """
bbb_two,Two (camp),,,camp,BBB,AAA,45.6,74.6,town,book,2003-01-01,2006-05,certain,certain,,book
bbb_radar,Radar,Радар,,radar,BBB,JOINT,45.7,74.7,area,book,,..,unknown,ongoing,,paper
bbb_post,Post,,,border_detachment,BBB,CCC,45.8,74.8,exact,book,2003-01-01,2009,certain,planned,,book
aaa_depot,Depot,,,depot,AAA,AAA,45.1,65.1,exact,book,2003-01-01,..,attested,ongoing,,book
ccc_camp,Camp,,,camp,CCC,AAA,45.2,85.2,exact,book,2003-01-01,2007-03-01,certain,certain,,book;paper
ccc_range,Range (old),,,training_ground,CCC,CCC,45.3,85.3,exact,book,2003-01-01,2007-03-01,certain,derived,,book
ccc_far,Far post,,,garrison,CCC,AAA,,,none,,2003-01-01,,derived,unknown,no place,paper
ddd_hall,Hall,,,headquarters,DDD,DDD,45.4,85.4,exact,book,1990,..,certain,ongoing,,book
""",
    "deployments": """
bn_again,aaa_1bn,bbb_base,rapid_reaction,2004-05-01,2005-05-01,certain,certain,,paper
reg_base,aaa_reg,bbb_base,stationed,2002-01-01,2006-02-01,certain,certain,,book
reg_camp,aaa_reg,ccc_camp,joint,2006,..,certain,ongoing,,book;paper
coy_two,aaa_coy,bbb_two,peacekeeping,2003-02-01,2006-05,certain,certain,,book
guard_post,ccc_guard,bbb_post,stationed,2003-01-01,2009,certain,planned,,book
lost,nobody,,joint,2003,,attested,unknown,no garrison,paper
home,bbb_home,bbb_two,stationed,2003-01-01,..,certain,ongoing,,book
""",
    "strengths": """
s5,unit,aaa_reg,2003-03-01,certain,total,700,800,700 to 800,book
s6,unit,aaa_coy,2003-06,certain,total,80,90,80 to 90,paper
s7,unit,aaa_coy,2003-06,certain,total,60,70,60 to 70,book
s8,unit,aaa_1bn,2003,certain,total,300,300,300,book
s9,grouping,guards_in_bbb,2005-03-01,certain,total,1000,1000,1000,paper
s10,grouping,aaa_in_bbb,2009-01-01,certain,total,400,450,400 to 450,paper
s11,site,ccc_camp,2004,certain,total,40,40,40,book
s12,site,ccc_camp,2005-12-31,certain,claim,900,900,900,paper
s13,unit,ccc_guard,2004-04-01,certain,total,150,150,150,book
s14,grouping,new_in_ccc,2007-09,certain,total,30,50,30 to 50,paper
s15,site,ccc_far,,unknown,total,10,10,10,paper
s16,site,bbb_two,2003-06-15,certain,total,75,75,75,paper
""",
    "border_guards": """
g5,blue,near,guard,,Nobody's guards,2003-02-01,2004-07,certain,certain,,paper
g6,blue,near,guard,CCC,Celand's guards,2004-07-01,2006,certain,certain,,paper
g7,blue,near,guard,BBB,Beland's guards,2006,..,derived,ongoing,,book
g8,blue,far,guard,BBB,Other guards,1995,..,certain,ongoing,,book
""",
    "border_points": """
ford,Ford,,crossing,AAA,44.5,70.1,town,book,,2005-09-01,unknown,certain,,paper
post,Outpost,,outpost,BBB,44.6,70.2,exact,book,2003-01-01,..,certain,ongoing,,book
""",
    "events": f"""
before,1998-07-01,1999-03-01,summit,membership,Before,,,,,none,,2,Early.,book
vague,2005-05,,statement,membership,Vague,Beetown,BBB,{BASE},3,Some day.,paper
opened,2003-01-01,,treaty,membership,Camps open,,BBB,{BASE},1,Reported.,paper
same,2001-01-01,,treaty,membership,In force,,BBB,{BASE},3,Reported.,paper
late,2013-01-01,,treaty,membership,Late,,BBB,{BASE},3,After.,paper
second,2004-08-02,2004-08-03,summit,membership,Second,Beetown,,{BASE},2,More.,paper
""",
    "contingents": f"""
c2,Drill-2004,,All of them,,yes,900,1000,Beetown,{BASE},2004-08-02,2004-08-07,certain,certain,,paper
c3,Drill-2004,CCC,Observers,,no,,,,,,none,,2004-08,2004-09,certain,certain,,paper
c4,Drill-2004,BBB,Some,,no,,,Beetown,{BASE},2004-08-02,,certain,unknown,,paper
""",
    "disputed_areas": """
rock,The Rock,Скала,AAA,2003-05-01,2004-02-01,certain,certain,46,66,Claimed.,book
reef,The Reef,,CCC,2003-07,..,certain,ongoing,46,86,Claimed.,book
""",
}
# Tables that have more columns than the toy's.
WHOLE = {
    "units": """
unit_id,name,name_ru,owner,echelon,arm,formation,succeeds,note,source_ids
aaa_1bn,1st Battalion,1-й батальон,AAA,battalion,infantry,The Regiment,,,book
aaa_reg,The Regiment (2nd),,AAA,regiment,motor_rifle,The Regiment,,,book
aaa_coy,Company,,AAA,company,infantry,,aaa_old,,paper
aaa_old,Old company,,AAA,company,infantry,,,,paper
ccc_guard,Guard,,CCC,battalion,infantry,,,,book
bbb_home,Home guard,,BBB,battalion,infantry,,,,book
nobody,Nobody's,,,company,infantry,,,,paper
""",
    "groupings": f"""
grouping_id,name,name_ru,owner,host,succeeds,{DATED}
aaa_in_bbb,Aland's forces in Beland,,AAA,BBB,,1995,2009-06,certain,certain,,book
guards_in_bbb,Guards in Beland,,CCC,BBB,,2003,..,certain,ongoing,,paper
old_in_ccc,Old forces in Celand,,AAA,CCC,,1996,,certain,unknown,,book
new_in_ccc,New forces in Celand,,AAA,CCC,old_in_ccc,2007-08-01,..,certain,ongoing,,paper
""",
}


def write(folder: Path) -> Path:
    """Write the busy world and return its folder."""
    toy_world.write(folder)
    choices = folder / "atlas.toml"
    choices.write_text(choices.read_text(encoding="utf-8") + MORE_TOML, encoding="utf-8")
    for name, text in MORE.items():
        path = folder / "tables" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8") + text.lstrip(), encoding="utf-8")
    for name, text in WHOLE.items():
        (folder / "tables" / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    return folder
