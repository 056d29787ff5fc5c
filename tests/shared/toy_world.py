"""A data folder of three made-up states whose history fits in one's head.

Aland and Beland sign a pact on 2000-01-01; it is in force from 2001-01-01; Beland
leaves on 2010-06-15. Celand watches. Aland keeps a base in Beland, 2002 to 2010-06-15,
with one battalion. The Red sector passes from Aland to Beland on 2005-05-05.
"""

import csv
from functools import cache
from io import BytesIO
from pathlib import Path

import geopandas as gpd
from shapely.geometry import LineString, box

TOML = """
title = "Toy Map"
languages = ["en", "ru"]
subject = "A pact of three states"
default_lens = "pact"
default_view = "all"
default_date = "2003-01-01"
border_name = "Aland-Beland border"
near_side = "near"
default_layers = ["states", "bases", "units", "border"]
[projection]
name = "Albers"
proj = "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km"
[groups]
lead = ["AAA"]
joint = ["JOINT"]
[group_titles]
lead = "Aland's forces"
joint = "Joint forces"
host = "Others"
[[lenses]]
id = "pact"
title = "Pact"
orgs = ["PACT"]
derive_former = true
[[layers]]
id = "states"
title = "States"
[[layers]]
id = "bases"
title = "Bases"
[[layers]]
id = "units"
title = "Units"
[[layers]]
id = "detachments"
title = "Detachments"
[[layers]]
id = "border"
title = "Border"
[[layers]]
id = "crossings"
title = "Crossings"
[[layers]]
id = "events"
title = "Events"
[[layers]]
id = "contingents"
title = "Contingents"
[[views]]
id = "all"
title = "All"
level = "coarse"
x0 = -1200
y0 = -1500
x1 = 1200
y1 = 800
"""

TABLES = {
    "sources": """
source_id,title,publisher,date,url,note
book,The Book,Press,2012,https://example.org/book,
paper,The Paper,Daily,2003-02,,seen as a copy
""",
    "countries": """
country,name,name_ru,label_lat,label_lon,note,source_ids
AAA,Aland,Аланд,45,65,,book
BBB,Beland,Беланд,45,75,,book
CCC,Celand,Целанд,45,85,,book
""",
    "organizations": """
org_id,name,name_ru,abbr,abbr_ru,start,end,start_certainty,end_certainty,note,source_ids
PACT,The Pact,Пакт,PACT,ПАКТ,2000-01-01,..,certain,ongoing,,book
""",
    "memberships": """
membership_id,org_id,country,status,start,end,start_certainty,end_certainty,note,source_ids
pact_aaa_1,PACT,AAA,signatory,2000-01-01,2001-01-01,certain,certain,,book
pact_aaa_2,PACT,AAA,member,2001-01-01,..,certain,ongoing,,book
pact_bbb_1,PACT,BBB,signatory,2000-01-01,2001-01-01,certain,certain,,book
pact_bbb_2,PACT,BBB,member,2001-01-01,2010-06-15,certain,certain,,book;paper
pact_ccc_1,PACT,CCC,observer,2004,..,certain,ongoing,,paper
""",
    "sites": """
site_id,name,name_ru,former_names,kind,country,operator,lat,lon,coord_precision,coord_source,start,end,start_certainty,end_certainty,note,source_ids
bbb_base,Bee base (1st),База Би,,air_base,BBB,AAA,45.5,74.5,exact,book,2002,2010-06-15,certain,certain,,book
bbb_plan,Plan base,,,air_base,BBB,AAA,,,none,,2009,,planned,unknown,,paper
""",
    "units": """
unit_id,name,name_ru,owner,echelon,arm,formation,note,source_ids
aaa_1bn,1st Battalion,1-й батальон,AAA,battalion,infantry,,,book
""",
    "deployments": """
deployment_id,unit_id,site_id,role,start,end,start_certainty,end_certainty,note,source_ids
aaa_1bn_bee,aaa_1bn,bbb_base,stationed,2002-03,2010-06-15,certain,certain,,book
""",
    "groupings": """
grouping_id,name,name_ru,owner,host,note,source_ids
aaa_in_bbb,Aland's forces in Beland,,AAA,BBB,,book
""",
    "strengths": """
strength_id,subject_type,subject_id,date,date_certainty,kind,personnel_low,personnel_high,text,source_ids
s1,site,bbb_base,2002-06-01,certain,total,100,120,100 to 120,book
s2,site,bbb_base,2004,certain,total,200,200,200,paper
s3,site,bbb_base,2005,certain,addition,30,30,30 more,paper
s4,grouping,aaa_in_bbb,2003,certain,total,500,500,500,book
""",
    "equipment": """
equipment_id,subject_type,subject_id,date,item,quantity,kind,source_ids
e1,site,bbb_base,2003,Aeroplane,5,present,book
""",
    "agreements": """
agreement_id,title,parties,signed,in_force,expires,subject_ids,summary,source_ids
a1,Agreement on Bee base,AAA;BBB,2001-12-01,2002-01-01,2012,bbb_base;PACT,,book
""",
    "border_sectors": """
sector_id,name,name_ru,line,from_km,to_km,cut,note,source_ids
red,Red,Красный,Aland-Beland,0,100,schematic,cut by hand,book
blue,Blue,Синий,Aland-Beland,100,220,schematic,cut by hand,book
""",
    "border_guards": """
guard_id,sector_id,side,role,guard_country,guard_force,start,end,start_certainty,end_certainty,note,source_ids
g1,red,near,guard,AAA,Aland's guards,1995,2005-05-05,certain,certain,,book
g2,red,near,guard,BBB,Beland's guards,2005-05-05,..,certain,ongoing,,book
g3,blue,near,guard,AAA,Aland's guards,1995,,certain,unknown,,book
g4,red,near,adviser,CCC,Celand's advisers,2006,2007,certain,certain,,paper
""",
    "border_points": """
point_id,name,name_alt,kind,country,lat,lon,coord_precision,coord_source,start,end,start_certainty,end_certainty,note,source_ids
bridge,Long bridge,,bridge,AAA;BBB,44,70,exact,book,2003-05,..,certain,ongoing,,book
""",
    "events": """
event_id,start,end,kind,theme,title,place,country,lat,lon,coord_precision,coord_source,weight,summary,source_ids
signed,2000-01-01,,treaty,membership,The Pact is signed,Beetown,BBB,45.5,74.5,town,book,3,Two states sign.,book
drill,2004-08-02,2004-08-06,exercise,forces,Drill-2004,,,,,none,,1,A drill.,paper
""",
    "contingents": """
contingent_id,operation,country,unit_text,unit_id,is_total,personnel_low,personnel_high,place,lat,lon,coord_precision,coord_source,start,end,start_certainty,end_certainty,note,source_ids
c1,Drill-2004,AAA,A company,aaa_1bn,no,90,110,Beetown,45.5,74.5,town,book,2004-08-02,2004-08-07,certain,certain,,paper
""",
    "figures": """
figure_id,topic,quantity,value_low,value_high,unit,as_of,note,source_ids
f1,length,Length of the border,1000,1000,km,2003,,book
""",
    "disputed_areas": """
area_id,name,name_ru,drawn_in,start,end,start_certainty,end_certainty,lat,lon,note,source_ids
isle,The Isle,Остров,AAA,2001,..,certain,ongoing,46,66,The Isle is drawn in Aland; Beland claims it.,book
""",
    "coverage": """
sheet,first_day,horizon,note
all,1999-01-01,2012-12-31,
""",
}


@cache
def outlines() -> dict[str, bytes]:
    """Give the files of boundaries; made once, for many a test writes the toy world."""
    states = gpd.GeoDataFrame(
        {"country": ["AAA", "BBB", "CCC"]},
        geometry=[box(60, 40, 70, 50), box(70, 40, 80, 50), box(80, 40, 90, 50)],
        crs=4326,
    )
    border = gpd.GeoDataFrame(
        {"sector_id": ["red", "blue"]},
        geometry=[LineString([(70, 40), (70, 45)]), LineString([(70, 45), (70, 50)])],
        crs=4326,
    )
    made = {}
    for name, frame in (("coarse", states), ("fine", states), ("border", border)):
        file = BytesIO()
        frame.to_parquet(file)
        made[name] = file.getvalue()
    return made


def write(folder: Path) -> Path:
    """Write the toy world and return its folder."""
    (folder / "tables").mkdir(parents=True)
    (folder / "boundaries").mkdir()
    (folder / "atlas.toml").write_text(TOML, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / "tables" / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    for name, body in outlines().items():
        (folder / "boundaries" / f"{name}.parquet").write_bytes(body)
    return folder


def spoil(folder: Path, table: str, key: str, column: str, value: str) -> int:
    """Put `value` into one cell of the row whose first cell is `key`; give its line."""
    path = folder / "tables" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    line = next(k for k, row in enumerate(rows) if row[0] == key)
    rows[line][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return line + 1


# Borders in time: what is drawn of which state from when up to when, and whose land it is.
BORDERS = [
    ("UUU", box(60, 40, 80, 50), "", "2003-05-01", "AAA;BBB"),
    ("AAA", box(60, 40, 70, 50), "2003-05-01", "2011-01-01", ""),
    ("BBB", box(70, 40, 80, 50), "2003-05-01", "2008", ""),
    ("BBB", box(70, 40, 85, 50), "2008", "2011-01-01", ""),
    ("CCC", box(85, 40, 90, 50), "", "..", ""),
    ("CCC", box(80, 40, 85, 50), "", "2008", ""),
    ("UUU", box(60, 40, 85, 50), "2011-01-01", "", "AAA;BBB"),
]


def with_borders_in_time(folder: Path, code: str = "code") -> Path:
    """
    Give a toy world borders in time, and the union as a state.

    The union of Aland and Beland splits on 2003-05-01; Beland takes half of Celand in 2008;
    the union is there again from 2011-01-01.
    """
    columns = zip(*BORDERS, strict=True)
    codes, geometry, starts, ends, of = (list(column) for column in columns)
    table = {code: codes, "start": starts, "end": ends, "of": of}
    frame = gpd.GeoDataFrame(table, geometry=geometry, crs=4326)
    for name in ("coarse", "fine"):
        frame.to_parquet(folder / "boundaries" / f"{name}.parquet")
    path = folder / "tables" / "countries.csv"
    union = "UUU,The Union,Союз,45,70,,book\n"
    path.write_text(path.read_text(encoding="utf-8") + union, encoding="utf-8")
    return folder
