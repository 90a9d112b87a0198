<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>About</name>
        <message>
            <source>&amp;Program</source>
            <translation>&amp;Programm</translation>
        </message>
        <message>
            <source>&amp;Networks</source>
            <translation>&amp;Netze</translation>
        </message>
        <message>
            <source>&amp;Licences</source>
            <translation>&amp;Lizenzen</translation>
        </message>
        <message>
            <source>&amp;Copy versions</source>
            <translation>&amp;Versionen kopieren</translation>
        </message>
        <message>
            <source>Put all versions on the clipboard, for a report</source>
            <translation>Legt alle Versionen in die Zwischenablage, für einen Fehlerbericht</translation>
        </message>
        <message>
            <source>Restores and colours old photographs, offline, on this computer. Free software under the Apache License 2.0.</source>
            <translation>Restauriert alte Fotos und färbt sie ein, ohne Internet, auf diesem Computer. Freie Software unter der Apache-Lizenz 2.0.</translation>
        </message>
        <message>
            <source>Versions of all parts</source>
            <translation>Versionen aller Teile</translation>
        </message>
        <message>
            <source>The networks and their cards</source>
            <translation>Die Netze und ihre Karten</translation>
        </message>
        <message>
            <source>Licences of all parts</source>
            <translation>Lizenzen aller Teile</translation>
        </message>
        <message>
            <source>The installed program also carries its bill of materials (CycloneDX).</source>
            <translation>Das installierte Programm enthält auch seine Stückliste (CycloneDX).</translation>
        </message>
        <message>
            <source>Show the &amp;bill of materials</source>
            <translation>&amp;Stückliste zeigen</translation>
        </message>
        <message>
            <source>the file is the one described here</source>
            <translation>die Datei ist die hier beschriebene</translation>
        </message>
        <message>
            <source>the file is NOT the one described here</source>
            <translation>die Datei ist NICHT die hier beschriebene</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <source>Learnt from</source>
            <translation>Gelernt aus</translation>
        </message>
    </context>
    <context>
        <name>AddDialog</name>
        <message>
            <source>Add to the queue</source>
            <translation>In die Warteschlange aufnehmen</translation>
        </message>
        <message>
            <source>the folder “{0}”</source>
            <translation>den Ordner „{0}“</translation>
        </message>
        <message>
            <source>{0} folders</source>
            <translation>{0} Ordner</translation>
        </message>
        <message>
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <source>Add {0}, with all sub-folders.</source>
            <translation>{0} aufnehmen, mit allen Unterordnern.</translation>
        </message>
        <message>
            <source>Add {0}.</source>
            <translation>{0} aufnehmen.</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>Results &amp;go to</source>
            <translation>Er&amp;gebnisse nach</translation>
        </message>
        <message>
            <source>&amp;Named</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>What each photo needs</source>
            <translation>Was jedes Foto braucht</translation>
        </message>
        <message>
            <source>As the photo in front, {0}</source>
            <translation>Wie das Foto vorn, {0}</translation>
        </message>
        <message>
            <source>Preset: {0}</source>
            <translation>Vorlage: {0}</translation>
        </message>
        <message>
            <source>As another photo or project…</source>
            <translation>Wie ein anderes Foto oder Projekt…</translation>
        </message>
        <message>
            <source>&amp;Recipe</source>
            <translation>&amp;Rezept</translation>
        </message>
        <message>
            <source>With its dots and regions, at the same places</source>
            <translation>Mit seinen Punkten und Regionen, an denselben Stellen</translation>
        </message>
        <message>
            <source>As {0}</source>
            <translation>Wie {0}</translation>
        </message>
        <message>
            <source>Of each photo by itself</source>
            <translation>Für jedes Foto einzeln</translation>
        </message>
        <message>
            <source>Alike in all of them, as of one day or event</source>
            <translation>In allen gleich, wie von einem Tag oder Anlass</translation>
        </message>
        <message>
            <source>Alike in each folder</source>
            <translation>In jedem Ordner gleich</translation>
        </message>
        <message>
            <source>Photos that belong together share colours: of skin, of what repeats</source>
            <translation>Fotos, die zusammengehören, teilen Farben: von Haut und von dem, was sich wiederholt</translation>
        </message>
        <message>
            <source>&amp;Colours</source>
            <translation>&amp;Farben</translation>
        </message>
        <message>
            <source>Colours &amp;from</source>
            <translation>Farben &amp;von</translation>
        </message>
        <message>
            <source>As each photo</source>
            <translation>Wie jedes Foto</translation>
        </message>
        <message>
            <source>For&amp;mat</source>
            <translation>For&amp;mat</translation>
        </message>
        <message>
            <source>As each file says</source>
            <translation>Wie jede Datei angibt</translation>
        </message>
        <message>
            <source>What the scanner was set to; it holds for all, whatever their files say</source>
            <translation>Worauf der Scanner eingestellt war; sie gilt für alle, was auch immer die Dateien sagen</translation>
        </message>
        <message>
            <source>Reso&amp;lution</source>
            <translation>&amp;Auflösung</translation>
        </message>
        <message>
            <source>{0} restored</source>
            <translation>{0} restauriert</translation>
        </message>
        <message>
            <source>Results go to</source>
            <translation>Ergebnisse nach</translation>
        </message>
        <message>
            <source>Restore as this photo or project</source>
            <translation>Restaurieren wie dieses Foto oder Projekt</translation>
        </message>
        <message>
            <source>For example {0}. Originals and existing files are never replaced.</source>
            <translation>Zum Beispiel {0}. Originale und vorhandene Dateien werden nie ersetzt.</translation>
        </message>
        <message>
            <source>{0} of {1} photos do not say how many dots per inch they have, or say 72 or 96, which are usual guesses and seldom true.</source>
            <translation>{0} von {1} Fotos sagen nicht, wie viele Punkte pro Zoll sie haben, oder geben 72 oder 96 an, was meist nur angenommen ist und selten stimmt.</translation>
        </message>
        <message>
            <source>If you know it, results can be printed in their own size.</source>
            <translation>Wenn Sie sie wissen, lassen sich die Ergebnisse in ihrer eigenen Größe drucken.</translation>
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <source>Original</source>
            <translation>Original</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>The wheel zooms, dragging moves the photo, arrow keys too.</source>
            <translation>Das Mausrad zoomt, Ziehen verschiebt das Foto, die Pfeiltasten auch.</translation>
        </message>
    </context>
    <context>
        <name>ColorHints</name>
        <message>
            <source>Click where you know the colour. Drag moves a dot, the right button removes it.</source>
            <translation>Klicken Sie, wo Sie die Farbe kennen. Ziehen verschiebt einen Punkt, die rechte Taste entfernt ihn.</translation>
        </message>
        <message>
            <source>Click on a colour in the photo, or in another one of the strip.</source>
            <translation>Klicken Sie auf eine Farbe im Foto, oder in einem anderen des Filmstreifens.</translation>
        </message>
        <message>
            <source>choose a colour for it</source>
            <translation>Farbe wählen</translation>
        </message>
        <message>
            <source>stays grey</source>
            <translation>bleibt grau</translation>
        </message>
        <message>
            <source>recoloured automatically</source>
            <translation>automatisch umgefärbt</translation>
        </message>
        <message>
            <source>This photo is in colour and keeps its colours; if it is not, say so in the Colour panel first.</source>
            <translation>Dieses Foto ist farbig und behält seine Farben; ist es das nicht, sagen Sie es zuerst im Bereich Farbe.</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>Colour a part…</source>
            <translation>Einen Teil färben…</translation>
        </message>
        <message>
            <source>Region {0}</source>
            <translation>Region {0}</translation>
        </message>
        <message>
            <source>Paint over what has the wrong colour.</source>
            <translation>Übermalen Sie, was die falsche Farbe hat.</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>Vividness</source>
            <translation>Farbkraft</translation>
        </message>
        <message>
            <source>Warmth</source>
            <translation>Wärme</translation>
        </message>
        <message>
            <source>Now choose a colour for it, on the right.</source>
            <translation>Wählen Sie jetzt rechts eine Farbe dafür.</translation>
        </message>
    </context>
    <context>
        <name>ColourChooser</name>
        <message>
            <source>Suggested colours</source>
            <translation>Vorgeschlagene Farben</translation>
        </message>
        <message>
            <source>Recently used colours</source>
            <translation>Zuletzt benutzte Farben</translation>
        </message>
        <message>
            <source>Suggested</source>
            <translation>Vorgeschlagen</translation>
        </message>
        <message>
            <source>Click a place in the photo to see what is likely.</source>
            <translation>Klicken Sie auf eine Stelle im Foto, um zu sehen, was wahrscheinlich ist.</translation>
        </message>
        <message>
            <source>All colours at this lightness</source>
            <translation>Alle Farben dieser Helligkeit</translation>
        </message>
        <message>
            <source>Recently used</source>
            <translation>Zuletzt benutzt</translation>
        </message>
        <message>
            <source>Colour as six digits</source>
            <translation>Farbe als sechs Ziffern</translation>
        </message>
        <message>
            <source>The colour as it looks here, as #rrggbb. Type another one: its colour is taken, the lightness stays the photo's own.</source>
            <translation>Die Farbe, wie sie hier aussieht, als #rrggbb. Geben Sie eine andere ein: Ihre Farbe wird übernommen, die Helligkeit bleibt die des Fotos.</translation>
        </message>
        <message>
            <source>Pick a colour from a photo</source>
            <translation>Farbe aus einem Foto aufnehmen</translation>
        </message>
    </context>
    <context>
        <name>ColourPlane</name>
        <message>
            <source>Colours at this lightness</source>
            <translation>Farben dieser Helligkeit</translation>
        </message>
        <message>
            <source>Drag, or use the arrow keys; with Shift in larger steps. The cross is grey.</source>
            <translation>Ziehen Sie, oder benutzen Sie die Pfeiltasten, mit Umschalt in größeren Schritten. Das Kreuz ist Grau.</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>Colour &amp;Dots</source>
            <translation>&amp;Farbpunkte</translation>
        </message>
        <message>
            <source>Click where you know the colour</source>
            <translation>Klicken Sie dorthin, wo Sie die Farbe kennen</translation>
        </message>
        <message>
            <source>&amp;Pick a Colour from the Photo</source>
            <translation>Farbe aus dem Foto &amp;aufnehmen</translation>
        </message>
        <message>
            <source>Click on a colour to use it; Ctrl-click with any tool</source>
            <translation>Ein Klick auf eine Farbe übernimmt sie; Strg-Klick mit jedem Werkzeug</translation>
        </message>
        <message>
            <source>Remove the Dot</source>
            <translation>Punkt entfernen</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;Image</source>
            <translation>B&amp;ild</translation>
        </message>
        <message>
            <source>&amp;Colour</source>
            <translation>&amp;Farbe</translation>
        </message>
        <message>
            <source>Re&amp;gion</source>
            <translation>Re&amp;gion</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>&amp;Restaurieren</translation>
        </message>
        <message>
            <source>&amp;Batch</source>
            <translation>S&amp;tapel</translation>
        </message>
        <message>
            <source>&amp;Scan</source>
            <translation>&amp;Scan</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Window</source>
            <translation>Fe&amp;nster</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;Copy Settings</source>
            <translation>Einstellungen &amp;kopieren</translation>
        </message>
        <message>
            <source>Keep what is done to this photo, to do it to others</source>
            <translation>Merken, was mit diesem Foto geschieht, um es mit anderen zu tun</translation>
        </message>
        <message>
            <source>Paste Se&amp;ttings</source>
            <translation>Einstellungen ü&amp;bertragen</translation>
        </message>
        <message>
            <source>Do to the photos chosen in the strip what was copied; their dots and regions stay</source>
            <translation>Mit den im Filmstreifen gewählten Fotos tun, was kopiert wurde; ihre Punkte und Regionen bleiben</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>Ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>Open photos</source>
            <translation>Fotos öffnen</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open a &amp;Folder…</source>
            <translation>O&amp;rdner öffnen…</translation>
        </message>
        <message>
            <source>&amp;Save Project</source>
            <translation>Projekt &amp;speichern</translation>
        </message>
        <message>
            <source>Save photo and history as a project</source>
            <translation>Speichert Foto und Verlauf als Projekt</translation>
        </message>
        <message>
            <source>Save Project &amp;As…</source>
            <translation>Projekt speichern &amp;unter…</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>Write the result to a new file</source>
            <translation>Schreibt das Ergebnis in eine neue Datei</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>E&amp;xport All…</source>
            <translation>A&amp;lle exportieren…</translation>
        </message>
        <message>
            <source>Write the results of all open photos into one folder</source>
            <translation>Die Ergebnisse aller offenen Fotos in einen Ordner schreiben</translation>
        </message>
        <message>
            <source>&amp;Close Photo</source>
            <translation>Foto s&amp;chließen</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>&amp;Paste Picture</source>
            <translation>Bild &amp;einfügen</translation>
        </message>
        <message>
            <source>Open the picture or the files on the clipboard</source>
            <translation>Öffnet das Bild oder die Dateien der Zwischenablage</translation>
        </message>
        <message>
            <source>Turn &amp;Left</source>
            <translation>Nach &amp;links drehen</translation>
        </message>
        <message>
            <source>Turn &amp;Right</source>
            <translation>Nach &amp;rechts drehen</translation>
        </message>
        <message>
            <source>&amp;Mirror Left and Right</source>
            <translation>S&amp;piegeln, links und rechts</translation>
        </message>
        <message>
            <source>Flip &amp;Upside Down</source>
            <translation>Auf den &amp;Kopf spiegeln</translation>
        </message>
        <message>
            <source>&amp;Straighten</source>
            <translation>&amp;Gerade richten</translation>
        </message>
        <message>
            <source>Turn the photo by the edges of the print and by its lines</source>
            <translation>Dreht das Foto nach den Kanten des Abzugs und nach seinen Linien</translation>
        </message>
        <message>
            <source>&amp;Trim the Border</source>
            <translation>Rand absc&amp;hneiden</translation>
        </message>
        <message>
            <source>Cut away page, white border and the scanner's lid</source>
            <translation>Schneidet Seite, weißen Rand und Scannerdeckel weg</translation>
        </message>
        <message>
            <source>This Is a Ne&amp;gative</source>
            <translation>Das ist ein Nega&amp;tiv</translation>
        </message>
        <message>
            <source>Turn a scanned negative positive, grey or in colour</source>
            <translation>Macht aus einem gescannten Negativ ein Positiv, in Grau oder Farbe</translation>
        </message>
        <message>
            <source>&amp;Crop</source>
            <translation>&amp;Zuschneiden</translation>
        </message>
        <message>
            <source>Choose what is kept of the photo</source>
            <translation>Wählen, was vom Foto bleibt</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <source>Straighten &amp;Along a Line</source>
            <translation>An einer Linie a&amp;usrichten</translation>
        </message>
        <message>
            <source>Drag along a horizon, or along a wall</source>
            <translation>An einem Horizont oder einer Wand entlang ziehen</translation>
        </message>
        <message>
            <source>Corners of a Ph&amp;otographed Print</source>
            <translation>Eck&amp;en eines fotografierten Abzugs</translation>
        </message>
        <message>
            <source>Drag four corners; the print becomes a rectangle</source>
            <translation>Vier Ecken ziehen; der Abzug wird ein Rechteck</translation>
        </message>
        <message>
            <source>&amp;Move the Photo</source>
            <translation>Foto &amp;verschieben</translation>
        </message>
        <message>
            <source>Drag to move the photo</source>
            <translation>Ziehen verschiebt das Foto</translation>
        </message>
        <message>
            <source>Region &amp;Brush</source>
            <translation>Regions&amp;pinsel</translation>
        </message>
        <message>
            <source>Paint over a part of the photo</source>
            <translation>Über einen Teil des Fotos malen</translation>
        </message>
        <message>
            <source>Region brush</source>
            <translation>Regionspinsel</translation>
        </message>
        <message>
            <source>&amp;Lasso</source>
            <translation>&amp;Lasso</translation>
        </message>
        <message>
            <source>Draw around a part of the photo</source>
            <translation>Einen Teil des Fotos umfahren</translation>
        </message>
        <message>
            <source>Select &amp;Similar</source>
            <translation>Ä&amp;hnliches auswählen</translation>
        </message>
        <message>
            <source>Click to take in what looks alike; with Shift all over the photo</source>
            <translation>Ein Klick nimmt hinzu, was ähnlich aussieht; mit Umschalt im ganzen Foto</translation>
        </message>
        <message>
            <source>&amp;Eraser</source>
            <translation>&amp;Radierer</translation>
        </message>
        <message>
            <source>Take away from the region; the right button does so too</source>
            <translation>Nimmt von der Region weg; die rechte Taste tut das auch</translation>
        </message>
        <message>
            <source>Smart Ed&amp;ge</source>
            <translation>Intelligente &amp;Kante</translation>
        </message>
        <message>
            <source>Follow the outline of what was painted, or the plain brush</source>
            <translation>Folgt dem Umriss des Gemalten, oder dem einfachen Pinsel</translation>
        </message>
        <message>
            <source>Show the Regi&amp;on</source>
            <translation>Region &amp;zeigen</translation>
        </message>
        <message>
            <source>Lay a colour over the area of the selected region</source>
            <translation>Legt eine Farbe über die Fläche der gewählten Region</translation>
        </message>
        <message>
            <source>Show It in Another Colou&amp;r…</source>
            <translation>In anderer Farbe zei&amp;gen…</translation>
        </message>
        <message>
            <source>Smaller Brush</source>
            <translation>Kleinerer Pinsel</translation>
        </message>
        <message>
            <source>Larger Brush</source>
            <translation>Größerer Pinsel</translation>
        </message>
        <message>
            <source>Softer Brush</source>
            <translation>Weicherer Pinsel</translation>
        </message>
        <message>
            <source>Harder Brush</source>
            <translation>Härterer Pinsel</translation>
        </message>
        <message>
            <source>&amp;New Region</source>
            <translation>&amp;Neue Region</translation>
        </message>
        <message>
            <source>Begin another region with the next stroke</source>
            <translation>Der nächste Strich beginnt eine neue Region</translation>
        </message>
        <message>
            <source>&amp;Invert</source>
            <translation>&amp;Umkehren</translation>
        </message>
        <message>
            <source>Everything else instead</source>
            <translation>Stattdessen alles Übrige</translation>
        </message>
        <message>
            <source>&amp;Clear</source>
            <translation>L&amp;eeren</translation>
        </message>
        <message>
            <source>Take away all that was painted</source>
            <translation>Nimmt alles Gemalte weg</translation>
        </message>
        <message>
            <source>&amp;Fill Holes</source>
            <translation>Lö&amp;cher füllen</translation>
        </message>
        <message>
            <source>Dele&amp;te the Region</source>
            <translation>Regi&amp;on entfernen</translation>
        </message>
        <message>
            <source>Lo&amp;ad a Mask…</source>
            <translation>Maske la&amp;den…</translation>
        </message>
        <message>
            <source>Add the white of a PNG file to the region</source>
            <translation>Nimmt das Weiße einer PNG-Datei zur Region hinzu</translation>
        </message>
        <message>
            <source>Sa&amp;ve the Mask…</source>
            <translation>Maske &amp;speichern…</translation>
        </message>
        <message>
            <source>Write the area of the region to a PNG file</source>
            <translation>Schreibt die Fläche der Region in eine PNG-Datei</translation>
        </message>
        <message>
            <source>Saved {0}.</source>
            <translation>{0} gespeichert.</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>&amp;Print…</source>
            <translation>Druc&amp;ken…</translation>
        </message>
        <message>
            <source>Print the photos chosen in the strip, or save them as PDF</source>
            <translation>Die im Filmstreifen gewählten Fotos drucken oder als PDF speichern</translation>
        </message>
        <message>
            <source>Cop&amp;y Picture</source>
            <translation>Bild k&amp;opieren</translation>
        </message>
        <message>
            <source>Put the result on the clipboard, for other programs</source>
            <translation>Das Ergebnis in die Zwischenablage legen, für andere Programme</translation>
        </message>
        <message>
            <source>Photo &amp;Information</source>
            <translation>Foto-&amp;Informationen</translation>
        </message>
        <message>
            <source>&amp;Next Page of the File</source>
            <translation>&amp;Nächste Seite der Datei</translation>
        </message>
        <message>
            <source>&amp;Previous Page of the File</source>
            <translation>&amp;Vorige Seite der Datei</translation>
        </message>
        <message>
            <source>&amp;Colour the Photo</source>
            <translation>&amp;Foto einfärben</translation>
        </message>
        <message>
            <source>&amp;Try Another Look…</source>
            <translation>&amp;Andere Fassung probieren…</translation>
        </message>
        <message>
            <source>Show other looks of the whole picture, to take one</source>
            <translation>Zeigt andere Fassungen des ganzen Bildes, um eine zu übernehmen</translation>
        </message>
        <message>
            <source>Take Colours from a F&amp;ile…</source>
            <translation>Farben aus einer &amp;Datei übernehmen…</translation>
        </message>
        <message>
            <source>Use the colours of another photo of the same set</source>
            <translation>Benutzt die Farben eines anderen Fotos derselben Reihe</translation>
        </message>
        <message>
            <source>This Photo Is as Fo&amp;und</source>
            <translation>Dieses Foto ist wie er&amp;kannt</translation>
        </message>
        <message>
            <source>This Photo Is &amp;Black and White</source>
            <translation>Dieses Foto ist schwarz&amp;weiß</translation>
        </message>
        <message>
            <source>This Photo Is Toned or &amp;Yellowed</source>
            <translation>Dieses Foto ist getont oder ver&amp;gilbt</translation>
        </message>
        <message>
            <source>This Photo Is in Co&amp;lour</source>
            <translation>Dieses Foto ist fa&amp;rbig</translation>
        </message>
        <message>
            <source>Do what the photo needs: correct fading, colour</source>
            <translation>Tut, was das Foto braucht: Verblassung korrigieren, einfärben</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurieren</translation>
        </message>
        <message>
            <source>Restore A&amp;ll Photos</source>
            <translation>A&amp;lle Fotos restaurieren</translation>
        </message>
        <message>
            <source>Do what each of the open photos needs</source>
            <translation>Mit jedem der offenen Fotos tun, was es braucht</translation>
        </message>
        <message>
            <source>Correct &amp;Fading</source>
            <translation>&amp;Verblassung korrigieren</translation>
        </message>
        <message>
            <source>Back to the &amp;Original</source>
            <translation>Zurück zum &amp;Original</translation>
        </message>
        <message>
            <source>Run on the Best &amp;Device</source>
            <translation>Auf dem besten &amp;Gerät rechnen</translation>
        </message>
        <message>
            <source>Run on the C&amp;PU</source>
            <translation>Auf der &amp;CPU rechnen</translation>
        </message>
        <message>
            <source>Run on the &amp;Graphics Processor</source>
            <translation>Auf dem Gra&amp;fikprozessor rechnen</translation>
        </message>
        <message>
            <source>&amp;Test the Graphics Processor Again</source>
            <translation>Grafikprozessor erneut &amp;testen</translation>
        </message>
        <message>
            <source>Run the network on it and compare it with the CPU</source>
            <translation>Lässt das Netz darauf laufen und vergleicht es mit der CPU</translation>
        </message>
        <message>
            <source>Zoom &amp;In</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <source>Zoom &amp;Out</source>
            <translation>Ver&amp;kleinern</translation>
        </message>
        <message>
            <source>&amp;Fit the Window</source>
            <translation>Ins &amp;Fenster einpassen</translation>
        </message>
        <message>
            <source>&amp;100 %</source>
            <translation>&amp;100 %</translation>
        </message>
        <message>
            <source>&amp;200 %</source>
            <translation>&amp;200 %</translation>
        </message>
        <message>
            <source>Show the O&amp;riginal</source>
            <translation>O&amp;riginal zeigen</translation>
        </message>
        <message>
            <source>Show the original as long as the key is held</source>
            <translation>Zeigt das Original, solange die Taste gehalten wird</translation>
        </message>
        <message>
            <source>Compare with a &amp;Wipe</source>
            <translation>Mit &amp;Trennlinie vergleichen</translation>
        </message>
        <message>
            <source>Original and result on both sides of a line</source>
            <translation>Original und Ergebnis zu beiden Seiten einer Linie</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Compare &amp;Side by Side</source>
            <translation>&amp;Nebeneinander vergleichen</translation>
        </message>
        <message>
            <source>&amp;Next Photo</source>
            <translation>Nä&amp;chstes Foto</translation>
        </message>
        <message>
            <source>&amp;Previous Photo</source>
            <translation>&amp;Voriges Foto</translation>
        </message>
        <message>
            <source>&amp;Queue</source>
            <translation>&amp;Warteschlange</translation>
        </message>
        <message>
            <source>Restore many photos, one after the other</source>
            <translation>Viele Fotos restaurieren, eins nach dem anderen</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Warteschlange</translation>
        </message>
        <message>
            <source>&amp;Add Photos to the Queue…</source>
            <translation>&amp;Fotos in die Warteschlange aufnehmen…</translation>
        </message>
        <message>
            <source>Add photos to the queue; folders can be dropped here</source>
            <translation>Nimmt Fotos in die Warteschlange auf; Ordner können hier abgelegt werden</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Aufnehmen</translation>
        </message>
        <message>
            <source>Add a Fol&amp;der to the Queue…</source>
            <translation>&amp;Ordner in die Warteschlange aufnehmen…</translation>
        </message>
        <message>
            <source>Add all photos of a folder and its sub-folders</source>
            <translation>Nimmt alle Fotos eines Ordners und seiner Unterordner auf</translation>
        </message>
        <message>
            <source>&amp;Start or Go On</source>
            <translation>&amp;Starten oder fortsetzen</translation>
        </message>
        <message>
            <source>Restore what waits, one photo after the other</source>
            <translation>Restauriert, was wartet, ein Foto nach dem anderen</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <source>Begin no further photo until you start again</source>
            <translation>Beginnt kein weiteres Foto, bis Sie wieder starten</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>S&amp;top After This</source>
            <translation>&amp;Danach anhalten</translation>
        </message>
        <message>
            <source>End the work after the photos that are begun</source>
            <translation>Beendet die Arbeit nach den begonnenen Fotos</translation>
        </message>
        <message>
            <source>Stop After This</source>
            <translation>Danach anhalten</translation>
        </message>
        <message>
            <source>&amp;Retry Failed</source>
            <translation>Fehlgeschlagene erne&amp;ut versuchen</translation>
        </message>
        <message>
            <source>Try what failed again: what is chosen, or all</source>
            <translation>Versucht Fehlgeschlagenes erneut: das Gewählte, oder alles</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Erneut</translation>
        </message>
        <message>
            <source>&amp;Open in the Editor</source>
            <translation>&amp;Im Editor öffnen</translation>
        </message>
        <message>
            <source>Open the photo with its recipe, to correct it</source>
            <translation>Öffnet das Foto mit seinem Rezept, um es zu verbessern</translation>
        </message>
        <message>
            <source>&amp;Before and After</source>
            <translation>&amp;Vorher und nachher</translation>
        </message>
        <message>
            <source>Show photo and result large</source>
            <translation>Zeigt Foto und Ergebnis groß</translation>
        </message>
        <message>
            <source>Open &amp;Its Folder</source>
            <translation>Seinen Ordner öff&amp;nen</translation>
        </message>
        <message>
            <source>Open the folder of the result, or of the photo</source>
            <translation>Öffnet den Ordner des Ergebnisses oder des Fotos</translation>
        </message>
        <message>
            <source>Do &amp;First</source>
            <translation>Als &amp;Erstes</translation>
        </message>
        <message>
            <source>Do &amp;Earlier</source>
            <translation>F&amp;rüher</translation>
        </message>
        <message>
            <source>Do &amp;Later</source>
            <translation>Spä&amp;ter</translation>
        </message>
        <message>
            <source>Do at the E&amp;nd</source>
            <translation>A&amp;m Ende</translation>
        </message>
        <message>
            <source>Searc&amp;h</source>
            <translation>Su&amp;chen</translation>
        </message>
        <message>
            <source>Show only rows with some words</source>
            <translation>Zeigt nur Zeilen mit bestimmten Wörtern</translation>
        </message>
        <message>
            <source>&amp;Write a Report…</source>
            <translation>&amp;Bericht schreiben…</translation>
        </message>
        <message>
            <source>Write a page with pictures, and lists for programs</source>
            <translation>Schreibt eine Seite mit Bildern und Listen für Programme</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <source>Re&amp;move from the Queue</source>
            <translation>Aus der W&amp;arteschlange entfernen</translation>
        </message>
        <message>
            <source>Forget what is chosen; no file is touched</source>
            <translation>Vergisst das Gewählte; keine Datei wird angerührt</translation>
        </message>
        <message>
            <source>&amp;Clear What Is Done</source>
            <translation>Er&amp;ledigtes vergessen</translation>
        </message>
        <message>
            <source>Forget what is done; no file is touched</source>
            <translation>Vergisst, was erledigt ist; keine Datei wird angerührt</translation>
        </message>
        <message>
            <source>&amp;Healing Brush</source>
            <translation>Repara&amp;turpinsel</translation>
        </message>
        <message>
            <source>Paint over a spot: it is filled with what lies near it</source>
            <translation>Übermalen Sie einen Fleck: Er wird mit dem gefüllt, was in der Nähe liegt</translation>
        </message>
        <message>
            <source>Clone Stamp</source>
            <translation>Kopierstempel</translation>
        </message>
        <message>
            <source>Paint with what lies elsewhere; Alt-click says where</source>
            <translation>Malen mit dem, was woanders liegt; Alt-Klick sagt, wo</translation>
        </message>
        <message>
            <source>Next Damage</source>
            <translation>Nächster Schaden</translation>
        </message>
        <message>
            <source>Look at the next piece that was found, large ones first</source>
            <translation>Das nächste Gefundene ansehen, Großes zuerst</translation>
        </message>
        <message>
            <source>Previous Damage</source>
            <translation>Voriger Schaden</translation>
        </message>
        <message>
            <source>Not Damaged: Leave It</source>
            <translation>Kein Schaden: so lassen</translation>
        </message>
        <message>
            <source>Leave the piece that is looked at as it is in the photo</source>
            <translation>Das Angesehene lassen, wie es im Foto ist</translation>
        </message>
        <message>
            <source>&amp;Split Scans</source>
            <translation>Scans &amp;zerlegen</translation>
        </message>
        <message>
            <source>Cut the photos on a scan apart</source>
            <translation>Die Fotos auf einem Scan auseinanderschneiden</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Zerlegen</translation>
        </message>
        <message>
            <source>Sp&amp;lit a Scan…</source>
            <translation>Sca&amp;n zerlegen…</translation>
        </message>
        <message>
            <source>Choose scans with several photos each, to cut them apart</source>
            <translation>Wählen Sie Scans mit je mehreren Fotos, um sie auseinanderzuschneiden</translation>
        </message>
        <message>
            <source>Choose Scans</source>
            <translation>Scans wählen</translation>
        </message>
        <message>
            <source>Split the Scans of a Fol&amp;der…</source>
            <translation>Scans eines Or&amp;dners zerlegen…</translation>
        </message>
        <message>
            <source>Cut the photos on all scans of a folder apart</source>
            <translation>Die Fotos auf allen Scans eines Ordners auseinanderschneiden</translation>
        </message>
        <message>
            <source>Choose a Folder</source>
            <translation>Ordner wählen</translation>
        </message>
        <message>
            <source>&amp;Approve</source>
            <translation>&amp;Bestätigen</translation>
        </message>
        <message>
            <source>The frames are right, on to the next scan; so does Enter</source>
            <translation>Die Rahmen stimmen, weiter zum nächsten Scan; Eingabe tut das auch</translation>
        </message>
        <message>
            <source>Approve</source>
            <translation>Bestätigen</translation>
        </message>
        <message>
            <source>&amp;Leave Out This Scan</source>
            <translation>Diesen Scan &amp;auslassen</translation>
        </message>
        <message>
            <source>Write nothing of this scan, and go on with the next one</source>
            <translation>Nichts aus diesem Scan schreiben und zum nächsten gehen</translation>
        </message>
        <message>
            <source>Leave Out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <source>&amp;Previous Scan</source>
            <translation>&amp;Voriger Scan</translation>
        </message>
        <message>
            <source>&amp;Next Scan</source>
            <translation>&amp;Nächster Scan</translation>
        </message>
        <message>
            <source>Add a &amp;Frame</source>
            <translation>Rahmen &amp;hinzufügen</translation>
        </message>
        <message>
            <source>Add a frame in the middle; or drag over an empty place</source>
            <translation>Fügt in der Mitte einen Rahmen hinzu; oder ziehen Sie über eine leere Stelle</translation>
        </message>
        <message>
            <source>Re&amp;move the Frame</source>
            <translation>Rahmen &amp;entfernen</translation>
        </message>
        <message>
            <source>Remove the chosen frame: this is no photo</source>
            <translation>Entfernt den gewählten Rahmen: Das ist kein Foto</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Find the Photos A&amp;gain</source>
            <translation>Fotos erneut &amp;suchen</translation>
        </message>
        <message>
            <source>Forget what was changed by hand on this scan</source>
            <translation>Vergisst, was an diesem Scan von Hand geändert wurde</translation>
        </message>
        <message>
            <source>&amp;Turn the Frame Left</source>
            <translation>Rahmen nach &amp;links drehen</translation>
        </message>
        <message>
            <source>Turn t&amp;he Frame Right</source>
            <translation>Rahmen nach rech&amp;ts drehen</translation>
        </message>
        <message>
            <source>&amp;Quarter Turn Left</source>
            <translation>V&amp;iertel nach links drehen</translation>
        </message>
        <message>
            <source>Quarter Turn R&amp;ight</source>
            <translation>Viertel nach rechts &amp;drehen</translation>
        </message>
        <message>
            <source>&amp;Zoom In</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <source>Whole &amp;Scan</source>
            <translation>Gan&amp;zer Scan</translation>
        </message>
        <message>
            <source>&amp;Write the Approved Photos</source>
            <translation>Bestätigte Fotos s&amp;chreiben</translation>
        </message>
        <message>
            <source>Write the photos of all approved scans to files</source>
            <translation>Schreibt die Fotos aller bestätigten Scans in Dateien</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>Write Into Another Fol&amp;der…</source>
            <translation>In einen anderen &amp;Ordner schreiben…</translation>
        </message>
        <message>
            <source>Another Folder</source>
            <translation>Anderer Ordner</translation>
        </message>
        <message>
            <source>Add What Was Written to the Qu&amp;eue…</source>
            <translation>Geschriebenes in die Warteschlange a&amp;ufnehmen…</translation>
        </message>
        <message>
            <source>Add to the Queue</source>
            <translation>In die Warteschlange</translation>
        </message>
        <message>
            <source>Open What Was Written</source>
            <translation>Geschriebenes öffnen</translation>
        </message>
        <message>
            <source>Done With These Scans</source>
            <translation>Mit diesen Scans fertig</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>&amp;Photo</source>
            <translation>&amp;Foto</translation>
        </message>
        <message>
            <source>Restore the photo in front</source>
            <translation>Das Foto vorn restaurieren</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>Ein&amp;stellungen…</translation>
        </message>
        <message>
            <source>What is chosen once for all photos</source>
            <translation>Was einmal für alle Fotos gewählt wird</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>F&amp;ull Screen</source>
            <translation>Voll&amp;bild</translation>
        </message>
        <message>
            <source>Colours as the S&amp;ystem</source>
            <translation>Farben wie das S&amp;ystem</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>&amp;Hell</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>&amp;Dunkel</translation>
        </message>
        <message>
            <source>&amp;Keys and Mouse</source>
            <translation>&amp;Tasten und Maus</translation>
        </message>
        <message>
            <source>Show the &amp;Log</source>
            <translation>&amp;Protokoll zeigen</translation>
        </message>
        <message>
            <source>&amp;About Heirloom</source>
            <translation>Ü&amp;ber Heirloom</translation>
        </message>
    </context>
    <context>
        <name>Controls</name>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>About Heirloom</source>
            <translation>Über Heirloom</translation>
        </message>
        <message>
            <source>Keys and mouse</source>
            <translation>Tasten und Maus</translation>
        </message>
        <message>
            <source>Mouse</source>
            <translation>Maus</translation>
        </message>
        <message>
            <source>Zoom at the pointer</source>
            <translation>Am Mauszeiger zoomen</translation>
        </message>
        <message>
            <source>Wheel, pinch</source>
            <translation>Rad, Fingerspreizen</translation>
        </message>
        <message>
            <source>Move the photo</source>
            <translation>Foto verschieben</translation>
        </message>
        <message>
            <source>Drag, middle drag, arrows</source>
            <translation>Ziehen, mittlere Taste, Pfeile</translation>
        </message>
        <message>
            <source>Whole photo or 100 %</source>
            <translation>Ganzes Foto oder 100 %</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>Doppelklick</translation>
        </message>
        <message>
            <source>Fit, 100 %, 200 % in turn</source>
            <translation>Einpassen, 100 %, 200 % im Wechsel</translation>
        </message>
        <message>
            <source>Middle click</source>
            <translation>Mittlere Taste</translation>
        </message>
        <message>
            <source>Reset a slider</source>
            <translation>Regler zurücksetzen</translation>
        </message>
        <message>
            <source>Double click on it or on its name</source>
            <translation>Doppelklick auf ihn oder seinen Namen</translation>
        </message>
        <message>
            <source>Brush: erase, straight line, size</source>
            <translation>Pinsel: radieren, gerade Linie, Größe</translation>
        </message>
        <message>
            <source>Right button, Shift-click, Shift-drag</source>
            <translation>Rechte Taste, Umschalt-Klick, Umschalt-Ziehen</translation>
        </message>
        <message>
            <source>Dots: move, size, remove</source>
            <translation>Punkte: verschieben, Größe, entfernen</translation>
        </message>
        <message>
            <source>Drag, wheel, right button</source>
            <translation>Ziehen, Rad, rechte Taste</translation>
        </message>
        <message>
            <source>Pick a colour, with any tool</source>
            <translation>Farbe aufnehmen, mit jedem Werkzeug</translation>
        </message>
        <message>
            <source>Ctrl-click</source>
            <translation>Strg-Klick</translation>
        </message>
        <message>
            <source>Move the wipe</source>
            <translation>Trennlinie verschieben</translation>
        </message>
        <message>
            <source>Drag its handle, ← →</source>
            <translation>An ihr ziehen, ← →</translation>
        </message>
        <message>
            <source>Photo information</source>
            <translation>Foto-Informationen</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>{0}, {1} bytes</source>
            <translation>{0}, {1} Byte</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>{0} × {1} pixels ({2} megapixels)</source>
            <translation>{0} × {1} Pixel ({2} Megapixel)</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Farbtiefe</translation>
        </message>
        <message>
            <source>{0} bits per channel, {1}</source>
            <translation>{0} Bit pro Kanal, {1}</translation>
        </message>
        <message>
            <source>Colour profile</source>
            <translation>Farbprofil</translation>
        </message>
        <message>
            <source>none (taken as sRGB)</source>
            <translation>keins (gilt als sRGB)</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>Metadaten</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>{0} × {1} dots per inch</source>
            <translation>{0} × {1} Punkte pro Zoll</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Auflösung</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>Etwas ging schief</translation>
        </message>
        <message>
            <source>Heirloom made a mistake; your files are untouched. You can go on working. If you report it, please add the details below.</source>
            <translation>Heirloom hat einen Fehler gemacht; Ihre Dateien sind unberührt. Sie können weiterarbeiten. Wenn Sie es melden, fügen Sie bitte die Einzelheiten hinzu.</translation>
        </message>
        <message>
            <source>With the names of photos and folders</source>
            <translation>Mit den Namen von Fotos und Ordnern</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
    </context>
    <context>
        <name>Docks</name>
        <message>
            <source>Close {0}</source>
            <translation>{0} schließen</translation>
        </message>
    </context>
    <context>
        <name>DotList</name>
        <message>
            <source>Colour dots</source>
            <translation>Farbpunkte</translation>
        </message>
        <message>
            <source>A click selects, Del removes</source>
            <translation>Klick wählt aus, Entf entfernt</translation>
        </message>
        <message>
            <source>Dot {0}: {1}</source>
            <translation>Punkt {0}: {1}</translation>
        </message>
    </context>
    <context>
        <name>DotOptions</name>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Of the photo's longer side; the wheel over a dot changes it too</source>
            <translation>Der längeren Seite des Fotos; das Rad über einem Punkt ändert sie auch</translation>
        </message>
        <message>
            <source>Spread to similar places</source>
            <translation>Auf ähnliche Stellen ausdehnen</translation>
        </message>
        <message>
            <source>What looks like this place takes the colour too, wherever it is</source>
            <translation>Was wie diese Stelle aussieht, nimmt die Farbe auch an, wo es auch ist</translation>
        </message>
    </context>
    <context>
        <name>Dpi</name>
        <message>
            <source>So it is {0} × {1} mm large.</source>
            <translation>Damit ist es {0} × {1} mm groß.</translation>
        </message>
    </context>
    <context>
        <name>DpiField</name>
        <message>
            <source>Resolution of the scan</source>
            <translation>Auflösung des Scans</translation>
        </message>
        <message>
            <source>What the scanner was set to; it is written into the result</source>
            <translation>Worauf der Scanner eingestellt war; sie wird ins Ergebnis geschrieben</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
    </context>
    <context>
        <name>Engine</name>
        <message>
            <source>A faint line runs beside it: it may have a border of the lid's colour.</source>
            <translation>Eine schwache Linie läuft daneben: Es hat vielleicht einen Rand in der Farbe des Deckels.</translation>
        </message>
        <message>
            <source>A frame lies outside the scan.</source>
            <translation>Ein Rahmen liegt außerhalb des Scans.</translation>
        </message>
        <message>
            <source>A gesture in a mask has no points, or far too many.</source>
            <translation>Eine Geste in einer Maske hat keine Punkte, oder viel zu viele.</translation>
        </message>
        <message>
            <source>A local adjustment in the recipe is damaged.</source>
            <translation>Eine örtliche Anpassung im Rezept ist beschädigt.</translation>
        </message>
        <message>
            <source>A mask has {shapes:,} shapes with {points:,} points.</source>
            <translation>Eine Maske hat {shapes:,} Formen mit {points:,} Punkten.</translation>
        </message>
        <message>
            <source>A mask holds a shape of the unknown kind {kind}.</source>
            <translation>Eine Maske enthält eine Form der unbekannten Art {kind}.</translation>
        </message>
        <message>
            <source>A mask holds something that is no shape.</source>
            <translation>Eine Maske enthält etwas, das keine Form ist.</translation>
        </message>
        <message>
            <source>A mask is damaged: a value in it is missing or unknown.</source>
            <translation>Eine Maske ist beschädigt: Ein Wert darin fehlt oder ist unbekannt.</translation>
        </message>
        <message>
            <source>A mask is damaged: it has no shapes.</source>
            <translation>Eine Maske ist beschädigt: Sie hat keine Formen.</translation>
        </message>
        <message>
            <source>A picture in a mask has {width} × {height} pixels of {bits} bits.</source>
            <translation>Ein Bild in einer Maske hat {width} × {height} Pixel zu {bits} Bit.</translation>
        </message>
        <message>
            <source>A picture in a mask is damaged.</source>
            <translation>Ein Bild in einer Maske ist beschädigt.</translation>
        </message>
        <message>
            <source>A point in a mask is damaged.</source>
            <translation>Ein Punkt in einer Maske ist beschädigt.</translation>
        </message>
        <message>
            <source>A preset cannot be called “{name}”.</source>
            <translation>Eine Vorlage kann nicht „{name}“ heißen.</translation>
        </message>
        <message>
            <source>A region was to do “{does}”.</source>
            <translation>Eine Region sollte „{does}“ tun.</translation>
        </message>
        <message>
            <source>A step of the recipe has {given:,} local adjustments; it may have {most:,}.</source>
            <translation>Ein Schritt des Rezepts hat {given:,} lokale Anpassungen; er darf {most:,} haben.</translation>
        </message>
        <message>
            <source>A straight line runs right through it: it may be two photos that touch.</source>
            <translation>Eine gerade Linie läuft mitten hindurch: Es sind vielleicht zwei Fotos, die sich berühren.</translation>
        </message>
        <message>
            <source>A stroke in the recipe is damaged.</source>
            <translation>Ein Strich im Rezept ist beschädigt.</translation>
        </message>
        <message>
            <source>A stroke takes from nowhere in the photo.</source>
            <translation>Ein Strich nimmt von nirgends im Foto.</translation>
        </message>
        <message>
            <source>About the photo</source>
            <translation>Angaben zum Foto</translation>
        </message>
        <message>
            <source>Add the photo again.</source>
            <translation>Nehmen Sie das Foto noch einmal auf.</translation>
        </message>
        <message>
            <source>Allow more time with --timeout, or restore this photo alone in the window.</source>
            <translation>Erlauben Sie mit --timeout mehr Zeit, oder restaurieren Sie dieses Foto allein im Fenster.</translation>
        </message>
        <message>
            <source>As in the queue</source>
            <translation>Wie in der Warteschlange</translation>
        </message>
        <message>
            <source>As the photo</source>
            <translation>Wie das Foto</translation>
        </message>
        <message>
            <source>Ask for permission, or copy it to a folder of your own.</source>
            <translation>Bitten Sie um die Erlaubnis, oder kopieren Sie es in einen eigenen Ordner.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>Back to the original</source>
            <translation>Zurück zum Original</translation>
        </message>
        <message>
            <source>Bits per channel</source>
            <translation>Bit pro Kanal</translation>
        </message>
        <message>
            <source>Black point</source>
            <translation>Schwarzpunkt</translation>
        </message>
        <message>
            <source>Check its name and whether you may read it.</source>
            <translation>Prüfen Sie den Namen, und ob Sie sie lesen dürfen.</translation>
        </message>
        <message>
            <source>Check the name and the disk or connection that it lies on, then try again.</source>
            <translation>Prüfen Sie den Namen und den Datenträger oder die Verbindung, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Check whether you may read the file.</source>
            <translation>Prüfen Sie, ob Sie die Datei lesen dürfen.</translation>
        </message>
        <message>
            <source>Choose a folder of your own.</source>
            <translation>Wählen Sie einen eigenen Ordner.</translation>
        </message>
        <message>
            <source>Choose a photo on a disk.</source>
            <translation>Wählen Sie ein Foto auf einem Datenträger.</translation>
        </message>
        <message>
            <source>Choose a photo that is in colour or was coloured.</source>
            <translation>Wählen Sie ein Foto, das Farben hat oder eingefärbt wurde.</translation>
        </message>
        <message>
            <source>Choose another file for it with --queue.</source>
            <translation>Wählen Sie mit --queue eine andere Datei dafür.</translation>
        </message>
        <message>
            <source>Choose another file, or move this one away to begin a new library.</source>
            <translation>Wählen Sie eine andere Datei, oder räumen Sie diese weg, um eine neue Sammlung zu beginnen.</translation>
        </message>
        <message>
            <source>Choose another file.</source>
            <translation>Wählen Sie eine andere Datei.</translation>
        </message>
        <message>
            <source>Choose another folder or another template.</source>
            <translation>Wählen Sie einen anderen Ordner oder ein anderes Namensmuster.</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Choose another format, and please report this.</source>
            <translation>Wählen Sie ein anderes Format, und melden Sie dies bitte.</translation>
        </message>
        <message>
            <source>Choose another name or folder.</source>
            <translation>Wählen Sie einen anderen Namen oder Ordner.</translation>
        </message>
        <message>
            <source>Choose another name, another folder or another disk.</source>
            <translation>Wählen Sie einen anderen Namen, einen anderen Ordner oder einen anderen Datenträger.</translation>
        </message>
        <message>
            <source>Choose another name, folder or format.</source>
            <translation>Wählen Sie einen anderen Namen, einen anderen Ordner oder ein anderes Format.</translation>
        </message>
        <message>
            <source>Choose another name, or allow it to be overwritten (--overwrite).</source>
            <translation>Wählen Sie einen anderen Namen, oder erlauben Sie das Überschreiben (--overwrite).</translation>
        </message>
        <message>
            <source>Choose another printer, or another place for the PDF.</source>
            <translation>Wählen Sie einen anderen Drucker oder einen anderen Ort für das PDF.</translation>
        </message>
        <message>
            <source>Choose one of its pages; the first is 1.</source>
            <translation>Wählen Sie eine ihrer Seiten; die erste ist 1.</translation>
        </message>
        <message>
            <source>Choose one of {others}.</source>
            <translation>Wählen Sie eines von {others}.</translation>
        </message>
        <message>
            <source>Choose one of {possible}.</source>
            <translation>Wählen Sie eins von {possible}.</translation>
        </message>
        <message>
            <source>Choose one that you may read.</source>
            <translation>Wählen Sie einen, den Sie lesen dürfen.</translation>
        </message>
        <message>
            <source>Choose the photos inside it.</source>
            <translation>Wählen Sie die Fotos darin.</translation>
        </message>
        <message>
            <source>Cloned</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>Close other programs and retry, or restore this photo alone in the window.</source>
            <translation>Schließen Sie andere Programme und versuchen Sie es noch einmal, oder restaurieren Sie dieses Foto allein im Fenster.</translation>
        </message>
        <message>
            <source>Close other programs and try again.</source>
            <translation>Schließen Sie andere Programme, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Close other programs if memory is short, and try again.</source>
            <translation>Schließen Sie andere Programme, wenn der Speicher knapp ist, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Close other programs, or choose TIFF, which needs the least.</source>
            <translation>Schließen Sie andere Programme, oder wählen Sie TIFF, das am wenigsten braucht.</translation>
        </message>
        <message>
            <source>Close other programs, or save it as a TIFF file, which is read piece by piece.</source>
            <translation>Schließen Sie andere Programme, oder speichern Sie es als TIFF-Datei, die stückweise gelesen wird.</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>Colour stored</source>
            <translation>Gespeicherte Farbe</translation>
        </message>
        <message>
            <source>Colours of the window</source>
            <translation>Farben des Fensters</translation>
        </message>
        <message>
            <source>Colours of {name}</source>
            <translation>Farben von {name}</translation>
        </message>
        <message>
            <source>Colours of {name} {percent:.0f} %</source>
            <translation>Farben von {name} {percent:.0f} %</translation>
        </message>
        <message>
            <source>Compression of TIFF</source>
            <translation>Kompression von TIFF</translation>
        </message>
        <message>
            <source>Continue this restoration</source>
            <translation>Diese Restaurierung fortsetzen</translation>
        </message>
        <message>
            <source>Copy it again from where it came, or repair it with the program that wrote it.</source>
            <translation>Kopieren Sie es noch einmal von dort, woher es kam, oder reparieren Sie es mit dem Programm, das es geschrieben hat.</translation>
        </message>
        <message>
            <source>Corners of the print</source>
            <translation>Ecken des Abzugs</translation>
        </message>
        <message>
            <source>Correct the file; if you choose anew instead, it is kept beside the new one.</source>
            <translation>Berichtigen Sie die Datei; wenn Sie stattdessen neu wählen, bleibt sie neben der neuen liegen.</translation>
        </message>
        <message>
            <source>Create it first, or choose another one.</source>
            <translation>Legen Sie ihn erst an, oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>Create it first.</source>
            <translation>Legen Sie ihn erst an.</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <source>Dark damage</source>
            <translation>Dunkle Schäden</translation>
        </message>
        <message>
            <source>Default recipe</source>
            <translation>Standardrezept</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Did you mean {near}? `heirloom settings` lists them all.</source>
            <translation>Meinten Sie {near}? `heirloom settings` zählt alle auf.</translation>
        </message>
        <message>
            <source>Dot</source>
            <translation>Punkt</translation>
        </message>
        <message>
            <source>Dot moved</source>
            <translation>Punkt verschoben</translation>
        </message>
        <message>
            <source>Dot removed</source>
            <translation>Punkt entfernt</translation>
        </message>
        <message>
            <source>Dot: colour</source>
            <translation>Punkt: Farbe</translation>
        </message>
        <message>
            <source>Dot: size</source>
            <translation>Punkt: Größe</translation>
        </message>
        <message>
            <source>Dot: spread</source>
            <translation>Punkt: ausdehnen</translation>
        </message>
        <message>
            <source>Dot: this place only</source>
            <translation>Punkt: nur diese Stelle</translation>
        </message>
        <message>
            <source>End the name with one of {possible}.</source>
            <translation>Der Name soll auf eines von diesen enden: {possible}.</translation>
        </message>
        <message>
            <source>Faded colours</source>
            <translation>Verblasste Farben</translation>
        </message>
        <message>
            <source>Flipped upside down</source>
            <translation>Auf den Kopf gespiegelt</translation>
        </message>
        <message>
            <source>Folder of results</source>
            <translation>Ordner der Ergebnisse</translation>
        </message>
        <message>
            <source>For how many pixels the colour is stored, in formats that can do with fewer.</source>
            <translation>Für wie viele Pixel die Farbe gespeichert wird, in Formaten, die mit weniger auskommen.</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>Frei</translation>
        </message>
        <message>
            <source>Gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <source>Geometry</source>
            <translation>Geometrie</translation>
        </message>
        <message>
            <source>Give a PNG with white where the area is, and black elsewhere.</source>
            <translation>Geben Sie eine PNG-Datei, die dort weiß ist, wo die Fläche liegt, und sonst schwarz.</translation>
        </message>
        <message>
            <source>Give a photo that is in colour, or one that was restored.</source>
            <translation>Geben Sie ein Foto, das Farben hat, oder ein restauriertes.</translation>
        </message>
        <message>
            <source>Give a recipe, a project, a photo that Heirloom has restored, or a preset's name.</source>
            <translation>Geben Sie ein Rezept, ein Projekt, ein von Heirloom restauriertes Foto oder den Namen einer Vorlage an.</translation>
        </message>
        <message>
            <source>Give its middle as fractions of the scan, 0 to 1.</source>
            <translation>Geben Sie seine Mitte als Bruchteile des Scans an, 0 bis 1.</translation>
        </message>
        <message>
            <source>Give the name of a file in a folder of your own.</source>
            <translation>Geben Sie den Namen einer Datei in einem eigenen Ordner an.</translation>
        </message>
        <message>
            <source>Give the name of a file in it.</source>
            <translation>Geben Sie den Namen einer Datei darin an.</translation>
        </message>
        <message>
            <source>Give the queue a file of its own with --queue.</source>
            <translation>Geben Sie der Warteschlange mit --queue eine eigene Datei.</translation>
        </message>
        <message>
            <source>Give the set another name, or clear the queue and add all of them again.</source>
            <translation>Geben Sie der Reihe einen anderen Namen, oder leeren Sie die Warteschlange und nehmen Sie alle noch einmal auf.</translation>
        </message>
        <message>
            <source>Give them clockwise, from the print's top left.</source>
            <translation>Nennen Sie sie im Uhrzeigersinn, von links oben auf dem Abzug an.</translation>
        </message>
        <message>
            <source>Healed</source>
            <translation>Repariert</translation>
        </message>
        <message>
            <source>How TIFF files are made smaller; none of these loses anything.</source>
            <translation>Wie TIFF-Dateien kleiner werden; keine der Arten verliert etwas.</translation>
        </message>
        <message>
            <source>How long the queue waits for one photo before it gives it up.</source>
            <translation>Wie lange die Warteschlange auf ein Foto wartet, bevor sie es aufgibt.</translation>
        </message>
        <message>
            <source>How many of the main processor's threads Heirloom may use.</source>
            <translation>Wie viele Threads des Hauptprozessors Heirloom benutzen darf.</translation>
        </message>
        <message>
            <source>How many photos the queue restores at the same time.</source>
            <translation>Wie viele Fotos die Warteschlange gleichzeitig restauriert.</translation>
        </message>
        <message>
            <source>How results are named, from {stem}, {page} and {date}; the ending is added.</source>
            <translation>Wie Ergebnisse heißen, aus {stem}, {page} und {date}; die Endung kommt hinzu.</translation>
        </message>
        <message>
            <source>If you trust the file, choose “Open anyway” in the window, or give --no-limits on the command line.</source>
            <translation>Wenn Sie der Datei vertrauen, wählen Sie „Trotzdem öffnen“ im Fenster, oder geben Sie --no-limits auf der Befehlszeile an.</translation>
        </message>
        <message>
            <source>In the settings {name} stands: {message}</source>
            <translation>In den Einstellungen {name} steht: {message}</translation>
        </message>
        <message>
            <source>Install Heirloom again, or run `heirloom batch run` in a terminal.</source>
            <translation>Installieren Sie Heirloom neu, oder führen Sie in einem Terminal `heirloom batch run` aus.</translation>
        </message>
        <message>
            <source>Install it with: pip install 'heirloom[cluster]'.</source>
            <translation>Installieren Sie ihn mit: pip install 'heirloom[cluster]'.</translation>
        </message>
        <message>
            <source>It can be {possible}.</source>
            <translation>Möglich ist {possible}.</translation>
        </message>
        <message>
            <source>It can hold {possible}; {bits} can be held by {others}.</source>
            <translation>Möglich sind {possible}; {bits} gehen mit {others}.</translation>
        </message>
        <message>
            <source>It could not be printed.</source>
            <translation>Es konnte nicht gedruckt werden.</translation>
        </message>
        <message>
            <source>It goes from 1 to 100.</source>
            <translation>Möglich ist 1 bis 100.</translation>
        </message>
        <message>
            <source>It goes from {low:g} to {high:,g}; most scans have 300 to 1200.</source>
            <translation>Möglich ist {low:g} bis {high:,g}; die meisten Scans haben 300 bis 1200.</translation>
        </message>
        <message>
            <source>It goes from {low:g} to {high:g}.</source>
            <translation>Möglich ist {low:g} bis {high:g}.</translation>
        </message>
        <message>
            <source>It has a border, but none along its {edge} edge: a part may be missing.</source>
            <translation>Es hat einen Rand, nur an einer Kante ({edge}) nicht: Vielleicht fehlt ein Teil.</translation>
        </message>
        <message>
            <source>It has stains or has yellowed unevenly: that is taken off.</source>
            <translation>Es hat Flecken oder ist ungleichmäßig vergilbt: Das wird entfernt.</translation>
        </message>
        <message>
            <source>It is 1 or 2.</source>
            <translation>Er ist 1 oder 2.</translation>
        </message>
        <message>
            <source>It is a whole number.</source>
            <translation>Es ist eine ganze Zahl.</translation>
        </message>
        <message>
            <source>It is either true or false.</source>
            <translation>Es ist entweder wahr (true) oder falsch (false).</translation>
        </message>
        <message>
            <source>It is faded: each layer of its colours has lost its own share, which is brought back.</source>
            <translation>Es ist verblasst: Jede Schicht seiner Farben hat ihren eigenen Anteil verloren, der zurückgeholt wird.</translation>
        </message>
        <message>
            <source>It is faded: its tones reach from {black:.0%} to {white:.0%} only, and will be spread.</source>
            <translation>Es ist verblasst: Seine Tonwerte reichen nur von {black:.0%} bis {white:.0%} und werden gespreizt.</translation>
        </message>
        <message>
            <source>It is grainy: grain of {grain:.1%} of the tonal range.</source>
            <translation>Es ist körnig: Das Korn nimmt {grain:.1%} des Tonwertumfangs ein.</translation>
        </message>
        <message>
            <source>It is soft: its edges are blurred even at screen size.</source>
            <translation>Es ist unscharf: Seine Kanten sind selbst in Bildschirmgröße verwaschen.</translation>
        </message>
        <message>
            <source>It lies askew by {angle:.1f}°: trimming turns it.</source>
            <translation>Es liegt um {angle:.1f}° schief: Rand abschneiden dreht es.</translation>
        </message>
        <message>
            <source>It looks damaged: {lines} cracks or scratches, {specks} specks and {holes} larger places, {share:.1%} of the picture.</source>
            <translation>Es sieht beschädigt aus: {lines} Risse oder Kratzer, {specks} Flecken und {holes} größere Stellen, {share:.1%} des Bildes.</translation>
        </message>
        <message>
            <source>It may also be a photo in colour that has faded.</source>
            <translation>Es kann auch ein verblichenes Farbfoto sein.</translation>
        </message>
        <message>
            <source>It may also be a toned print with stains.</source>
            <translation>Es kann auch ein getonter Abzug mit Flecken sein.</translation>
        </message>
        <message>
            <source>It may be an 8-bit grey PNG of at most {longest} pixels on its longer side.</source>
            <translation>Möglich ist ein graues PNG mit 8 Bit und höchstens {longest} Pixeln auf der längeren Seite.</translation>
        </message>
        <message>
            <source>It may have 1 to {most:,} points.</source>
            <translation>Möglich sind 1 bis {most:,} Punkte.</translation>
        </message>
        <message>
            <source>It may have been moved, renamed or deleted.</source>
            <translation>Vielleicht wurde sie verschoben, umbenannt oder gelöscht.</translation>
        </message>
        <message>
            <source>It may have {folder}, {stem}, {n}, {n:03}, {page}, {ext} and {date}.</source>
            <translation>Möglich sind {folder}, {stem}, {n}, {n:03}, {page}, {ext} und {date}.</translation>
        </message>
        <message>
            <source>It may have {most:,} shapes with {most_points:,} points.</source>
            <translation>Sie darf {most:,} Formen mit {most_points:,} Punkten haben.</translation>
        </message>
        <message>
            <source>It may have {stem}, {page} and {date}, for example {stem}-restored.</source>
            <translation>Möglich sind {stem}, {page} und {date}, zum Beispiel {stem}-restored.</translation>
        </message>
        <message>
            <source>It overlaps with another photo.</source>
            <translation>Es überlappt sich mit einem anderen Foto.</translation>
        </message>
        <message>
            <source>It reaches the end of the scan, so a part of it may be missing.</source>
            <translation>Es reicht bis an den Rand des Scans, also fehlt vielleicht ein Teil.</translation>
        </message>
        <message>
            <source>It touches another photo: the two may also be one.</source>
            <translation>Es berührt ein anderes Foto: Vielleicht sind die beiden auch eins.</translation>
        </message>
        <message>
            <source>It was photographed from the side: trimming makes a rectangle of the print.</source>
            <translation>Es wurde von der Seite fotografiert: Rand abschneiden macht aus dem Abzug ein Rechteck.</translation>
        </message>
        <message>
            <source>Its picture fills {share:.0%} of the scan: what lies around it gets no colours.</source>
            <translation>Sein Bild füllt {share:.0%} des Scans: Was darum herum liegt, bekommt keine Farben.</translation>
        </message>
        <message>
            <source>Its {edge} edge is hardly to be seen against the lid.</source>
            <translation>Seine Kante ({edge}) ist vor dem Deckel kaum zu sehen.</translation>
        </message>
        <message>
            <source>Keep the corners</source>
            <translation>Ecken behalten</translation>
        </message>
        <message>
            <source>Keep the names of photos and folders that were opened, to offer them again.</source>
            <translation>Merkt sich die Namen geöffneter Fotos und Ordner, um sie wieder anzubieten.</translation>
        </message>
        <message>
            <source>Keep the toning</source>
            <translation>Tonung behalten</translation>
        </message>
        <message>
            <source>Known are {known}; a newer Heirloom may know it.</source>
            <translation>Bekannt sind {known}; ein neueres Heirloom kennt es vielleicht.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Left as it is</source>
            <translation>So gelassen</translation>
        </message>
        <message>
            <source>Light damage</source>
            <translation>Helle Schäden</translation>
        </message>
        <message>
            <source>Light or dark, or as the system has it.</source>
            <translation>Hell oder dunkel, oder wie das System.</translation>
        </message>
        <message>
            <source>Lightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <source>Local contrast</source>
            <translation>Lokaler Kontrast</translation>
        </message>
        <message>
            <source>Longest time for a photo</source>
            <translation>Längste Zeit für ein Foto</translation>
        </message>
        <message>
            <source>Look this one through. {doubt}</source>
            <translation>Bitte durchsehen. {doubt}</translation>
        </message>
        <message>
            <source>Make room and try again.</source>
            <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Make room on the disk, or name a larger folder in the environment variable TMPDIR.</source>
            <translation>Schaffen Sie Platz auf dem Datenträger, oder nennen Sie in der Umgebungsvariablen TMPDIR einen größeren Ordner.</translation>
        </message>
        <message>
            <source>Make room, or choose a folder on another disk.</source>
            <translation>Schaffen Sie Platz, oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
        </message>
        <message>
            <source>Mark coloured photos</source>
            <translation>Eingefärbte Fotos kennzeichnen</translation>
        </message>
        <message>
            <source>Memory for finished parts</source>
            <translation>Speicher für fertige Teile</translation>
        </message>
        <message>
            <source>Mirrored</source>
            <translation>Gespiegelt</translation>
        </message>
        <message>
            <source>Move that file away and add the photos again: results that are there are recognised.</source>
            <translation>Räumen Sie diese Datei weg und nehmen Sie die Fotos noch einmal auf: Vorhandene Ergebnisse werden erkannt.</translation>
        </message>
        <message>
            <source>Much of it was damaged and is filled.</source>
            <translation>Vieles darin war beschädigt und ist gefüllt.</translation>
        </message>
        <message>
            <source>Name it, as in --set wedding.</source>
            <translation>Benennen Sie sie, wie in --set hochzeit.</translation>
        </message>
        <message>
            <source>Name the set, with --set NAME.</source>
            <translation>Benennen Sie die Reihe mit --set NAME.</translation>
        </message>
        <message>
            <source>Names of results</source>
            <translation>Namen der Ergebnisse</translation>
        </message>
        <message>
            <source>Negative</source>
            <translation>Negativ</translation>
        </message>
        <message>
            <source>No Dask scheduler answers at {address}.</source>
            <translation>Unter {address} antwortet kein Dask-Verteiler.</translation>
        </message>
        <message>
            <source>No graphics processor with a working driver was found.</source>
            <translation>Kein Grafikprozessor mit funktionierendem Treiber wurde gefunden.</translation>
        </message>
        <message>
            <source>No lid is to be seen around it, so the whole scan is taken for one photo.</source>
            <translation>Ringsum ist kein Deckel zu sehen, also gilt der ganze Scan als ein Foto.</translation>
        </message>
        <message>
            <source>Nothing was written; please report this with the photo's kind and size.</source>
            <translation>Nichts wurde geschrieben; bitte melden Sie dies mit Art und Größe des Fotos.</translation>
        </message>
        <message>
            <source>Only page {number} of {pages:,} is written.</source>
            <translation>Nur Seite {number} von {pages:,} wird geschrieben.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open the photo again, or save it in another format first.</source>
            <translation>Öffnen Sie das Foto noch einmal, oder speichern Sie es erst in einem anderen Format.</translation>
        </message>
        <message>
            <source>Open the photo itself, or an earlier copy of the project.</source>
            <translation>Öffnen Sie das Foto selbst, oder eine frühere Kopie des Projekts.</translation>
        </message>
        <message>
            <source>Paint a small mark into the corner of results that a model has coloured.</source>
            <translation>Malt ein kleines Zeichen in die Ecke von Ergebnissen, die ein Modell eingefärbt hat.</translation>
        </message>
        <message>
            <source>Paint the area again, or use an undamaged copy of the file.</source>
            <translation>Malen Sie die Fläche noch einmal, oder benutzen Sie eine unbeschädigte Kopie der Datei.</translation>
        </message>
        <message>
            <source>Paint the stroke again, or use an undamaged copy of the file.</source>
            <translation>Malen Sie den Strich noch einmal, oder nehmen Sie eine unbeschädigte Kopie der Datei.</translation>
        </message>
        <message>
            <source>Paper A4, A5, A6</source>
            <translation>Papier A4, A5, A6</translation>
        </message>
        <message>
            <source>Photos at a time</source>
            <translation>Fotos gleichzeitig</translation>
        </message>
        <message>
            <source>Photos may be of these formats: {formats}.</source>
            <translation>Fotos können von diesen Formaten sein: {formats}.</translation>
        </message>
        <message>
            <source>Please install the program again.</source>
            <translation>Bitte installieren Sie das Programm neu.</translation>
        </message>
        <message>
            <source>Please report it, with the end of {log}.</source>
            <translation>Bitte melden Sie es, zusammen mit dem Ende von {log}.</translation>
        </message>
        <message>
            <source>Put it back beside the project, or open the photo itself.</source>
            <translation>Legen Sie es wieder neben das Projekt, oder öffnen Sie das Foto selbst.</translation>
        </message>
        <message>
            <source>Put the former file back, or open the photo itself and begin anew.</source>
            <translation>Legen Sie die frühere Datei zurück, oder öffnen Sie das Foto selbst und beginnen Sie neu.</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Quarter turns are counted in whole numbers.</source>
            <translation>Vierteldrehungen werden in ganzen Zahlen gezählt.</translation>
        </message>
        <message>
            <source>Remember recent photos</source>
            <translation>Zuletzt geöffnete Fotos merken</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Reparatur</translation>
        </message>
        <message>
            <source>Repaired {share:.2%} of the photo.</source>
            <translation>{share:.2%} des Fotos sind repariert.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurieren</translation>
        </message>
        <message>
            <source>Restore the set again, or switch Colour off and on.</source>
            <translation>Restaurieren Sie die Reihe noch einmal, oder schalten Sie die Farbe aus und ein.</translation>
        </message>
        <message>
            <source>Restore the set again.</source>
            <translation>Restaurieren Sie die Reihe noch einmal.</translation>
        </message>
        <message>
            <source>Restoring repairs that: look it through, it may be mistaken.</source>
            <translation>Beim Restaurieren wird das repariert: Sehen Sie es durch, es kann ein Irrtum sein.</translation>
        </message>
        <message>
            <source>Save it as an ordinary TIFF or PNG file with the program that wrote it.</source>
            <translation>Speichern Sie es mit dem Programm, das es geschrieben hat, als gewöhnliche TIFF- oder PNG-Datei.</translation>
        </message>
        <message>
            <source>Save it in the other program, then open the file.</source>
            <translation>Speichern Sie es im anderen Programm, und öffnen Sie dann die Datei.</translation>
        </message>
        <message>
            <source>Save it smaller: it is laid over the whole photo, whatever its size.</source>
            <translation>Speichern Sie sie kleiner: Sie wird über das ganze Foto gelegt, wie groß sie auch ist.</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>Settings pasted</source>
            <translation>Einstellungen übertragen</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Smallest</source>
            <translation>Kleinste</translation>
        </message>
        <message>
            <source>Something lies here whose edges were not found: it may be more than one photo.</source>
            <translation>Hier liegt etwas, dessen Kanten nicht gefunden wurden: Es ist vielleicht mehr als ein Foto.</translation>
        </message>
        <message>
            <source>Something went wrong that should not have ({name}: {error}).</source>
            <translation>Etwas ging schief, das nicht schiefgehen sollte ({name}: {error}).</translation>
        </message>
        <message>
            <source>Stains</source>
            <translation>Flecken</translation>
        </message>
        <message>
            <source>Start it again; if it ends again, run `heirloom batch run` in a terminal.</source>
            <translation>Starten Sie es noch einmal; endet es wieder, führen Sie in einem Terminal `heirloom batch run` aus.</translation>
        </message>
        <message>
            <source>Start one with `dask scheduler`, and give the address that it prints.</source>
            <translation>Starten Sie einen mit `dask scheduler`, und geben Sie die Adresse an, die er nennt.</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Von vorn beginnen</translation>
        </message>
        <message>
            <source>Start some with `dask worker {address} --nthreads 1`.</source>
            <translation>Starten Sie welche mit `dask worker {address} --nthreads 1`.</translation>
        </message>
        <message>
            <source>Straighten</source>
            <translation>Gerade richten</translation>
        </message>
        <message>
            <source>Straighten {angle}°</source>
            <translation>Gerade richten {angle}°</translation>
        </message>
        <message>
            <source>Straightened</source>
            <translation>Gerade gerichtet</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>Switch Colour off (--no-color) to restore it in black and white.</source>
            <translation>Schalten Sie die Farbe aus (--no-color), um es in Schwarzweiß zu restaurieren.</translation>
        </message>
        <message>
            <source>Take a name without slashes and leading dots.</source>
            <translation>Wählen Sie einen Namen ohne Schrägstriche und ohne Punkt am Anfang.</translation>
        </message>
        <message>
            <source>Take another name.</source>
            <translation>Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>Take its colours again.</source>
            <translation>Übernehmen Sie seine Farben noch einmal.</translation>
        </message>
        <message>
            <source>Take the photo out of the queue, and add it again.</source>
            <translation>Nehmen Sie das Foto aus der Warteschlange und fügen Sie es neu hinzu.</translation>
        </message>
        <message>
            <source>Take them again from the photo.</source>
            <translation>Übernehmen Sie sie noch einmal aus dem Foto.</translation>
        </message>
        <message>
            <source>The CPU was asked for.</source>
            <translation>Die CPU wurde verlangt.</translation>
        </message>
        <message>
            <source>The cluster at {address} has no workers.</source>
            <translation>Der Cluster unter {address} hat keine Arbeiter.</translation>
        </message>
        <message>
            <source>The colour network answered with values that are no numbers ({device}).</source>
            <translation>Das Farbnetz antwortete mit Werten, die keine Zahlen sind ({device}).</translation>
        </message>
        <message>
            <source>The colour network stopped on the CPU.</source>
            <translation>Das Farbnetz blieb auf der CPU stehen.</translation>
        </message>
        <message>
            <source>The colour network {name} cannot be read.</source>
            <translation>Das Farbnetz {name} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The colour network {name} is not the one its card describes.</source>
            <translation>Das Farbnetz {name} ist nicht das, das seine Karte beschreibt.</translation>
        </message>
        <message>
            <source>The colours in {name} cannot be read: {reason}.</source>
            <translation>Die Farben in {name} können nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <source>The colours of the set {name} were taken with another network.</source>
            <translation>Die Farben der Reihe {name} wurden mit einem anderen Netz aufgenommen.</translation>
        </message>
        <message>
            <source>The colours that the recipe shares with a set are damaged.</source>
            <translation>Die Farben, die das Rezept mit einer Reihe teilt, sind beschädigt.</translation>
        </message>
        <message>
            <source>The commands that have other keys than usual.</source>
            <translation>Die Befehle, die andere Tasten haben als üblich.</translation>
        </message>
        <message>
            <source>The copy or download may have failed; get the file again.</source>
            <translation>Vielleicht ist das Kopieren oder Herunterladen gescheitert; holen Sie die Datei noch einmal.</translation>
        </message>
        <message>
            <source>The crop was given as top {top}, left {left}, height {height}, width {width}.</source>
            <translation>Der Zuschnitt wurde als oben {top}, links {left}, Höhe {height}, Breite {width} angegeben.</translation>
        </message>
        <message>
            <source>The depth of results, where the format chosen above has it.</source>
            <translation>Die Farbtiefe der Ergebnisse, sofern das oben gewählte Format sie hat.</translation>
        </message>
        <message>
            <source>The file came out with {width} × {height} pixels instead of {expected_width} × {expected_height}, so it was not kept.</source>
            <translation>Die Datei hatte am Ende {width} × {height} statt {expected_width} × {expected_height} Pixel, also wurde sie nicht behalten.</translation>
        </message>
        <message>
            <source>The file does not say how many dots per inch it has.</source>
            <translation>Die Datei sagt nicht, wie viele Punkte pro Zoll sie hat.</translation>
        </message>
        <message>
            <source>The file has {dpi:g} dots per inch across and {down:g} down, so it looks drawn out where pixels are shown as squares.</source>
            <translation>Die Datei hat waagerecht {dpi:g} und senkrecht {down:g} Punkte pro Zoll, also wirkt sie verzerrt, wo Pixel als Quadrate gezeigt werden.</translation>
        </message>
        <message>
            <source>The file says {dpi:g} dpi, which is a usual guess and seldom true.</source>
            <translation>Die Datei gibt {dpi:g} dpi an, was meist nur angenommen ist und selten stimmt.</translation>
        </message>
        <message>
            <source>The folder {name} cannot be created: {reason}.</source>
            <translation>Der Ordner {name} kann nicht angelegt werden: {reason}.</translation>
        </message>
        <message>
            <source>The folder {name} cannot be read.</source>
            <translation>Der Ordner {name} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The format of results, where none is named.</source>
            <translation>Das Format der Ergebnisse, wo keins genannt ist.</translation>
        </message>
        <message>
            <source>The four corners do not make a quadrilateral.</source>
            <translation>Die vier Ecken ergeben kein Viereck.</translation>
        </message>
        <message>
            <source>The graphics processor</source>
            <translation>Der Grafikprozessor</translation>
        </message>
        <message>
            <source>The graphics processor has not been tried; the CPU always works.</source>
            <translation>Der Grafikprozessor wurde noch nicht getestet; die CPU geht immer.</translation>
        </message>
        <message>
            <source>The graphics processor {adapter}</source>
            <translation>Der Grafikprozessor {adapter}</translation>
        </message>
        <message>
            <source>The language of the window, from its next start.</source>
            <translation>Die Sprache des Fensters, ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>The mask {name} cannot be read: {reason}.</source>
            <translation>Die Maske {name} kann nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <source>The mask {name} has {width} × {height} pixels, more than a mask needs.</source>
            <translation>Die Maske {name} hat {width} × {height} Pixel, mehr als eine Maske braucht.</translation>
        </message>
        <message>
            <source>The model card {name} cannot be read.</source>
            <translation>Die Karte {name} eines Netzes kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The name “{given}” cannot be a file's.</source>
            <translation>Der Name „{given}“ kann nicht der einer Datei sein.</translation>
        </message>
        <message>
            <source>The name “{given}” cannot be read.</source>
            <translation>Der Name „{given}“ kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The name “{given}” has a field that there is not.</source>
            <translation>Der Name „{given}“ hat ein Feld, das es nicht gibt.</translation>
        </message>
        <message>
            <source>The name “{given}” would be the photo's own, or the same for all.</source>
            <translation>Der Name „{given}“ wäre der des Fotos selbst, oder für alle derselbe.</translation>
        </message>
        <message>
            <source>The network found no colour in this photo.</source>
            <translation>Das Netz fand keine Farbe in diesem Foto.</translation>
        </message>
        <message>
            <source>The network “{name}” is not the one its card describes.</source>
            <translation>Das Netz „{name}“ ist nicht das, das seine Karte beschreibt.</translation>
        </message>
        <message>
            <source>The network “{name}” stopped on the CPU.</source>
            <translation>Das Netz „{name}“ ist auf dem Prozessor stehen geblieben.</translation>
        </message>
        <message>
            <source>The network's file cannot be loaded.</source>
            <translation>Die Datei des Netzes kann nicht geladen werden.</translation>
        </message>
        <message>
            <source>The options in the queue cannot be read.</source>
            <translation>Die Optionen in der Warteschlange können nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The part of Heirloom that uses clusters is not installed.</source>
            <translation>Der Teil von Heirloom, der Cluster benutzt, ist nicht installiert.</translation>
        </message>
        <message>
            <source>The photo {name} carries no recipe.</source>
            <translation>Das Foto {name} enthält kein Rezept.</translation>
        </message>
        <message>
            <source>The photo {photo} has changed since {name} was saved.</source>
            <translation>Das Foto {photo} hat sich geändert, seit {name} gespeichert wurde.</translation>
        </message>
        <message>
            <source>The photo {photo} of {name} is not where it was.</source>
            <translation>Das Foto {photo} von {name} ist nicht, wo es war.</translation>
        </message>
        <message>
            <source>The photo's EXIF block is damaged and is left out.</source>
            <translation>Der EXIF-Block des Fotos ist beschädigt und wird weggelassen.</translation>
        </message>
        <message>
            <source>The photo's XMP packet is damaged and is left out.</source>
            <translation>Das XMP-Paket des Fotos ist beschädigt und wird weggelassen.</translation>
        </message>
        <message>
            <source>The photo's colour profile could not be used.</source>
            <translation>Das Farbprofil des Fotos konnte nicht benutzt werden.</translation>
        </message>
        <message>
            <source>The photo's floating-point values are written as whole numbers.</source>
            <translation>Die Gleitkommawerte des Fotos werden als ganze Zahlen geschrieben.</translation>
        </message>
        <message>
            <source>The photo's profile{name} {reason}; the result is in sRGB.</source>
            <translation>Das Profil des Fotos{name} {reason}; das Ergebnis ist in sRGB.</translation>
        </message>
        <message>
            <source>The photos of the set {name} have their common colours already.</source>
            <translation>Die Fotos der Reihe {name} haben ihre gemeinsamen Farben schon.</translation>
        </message>
        <message>
            <source>The picture from the clipboard cannot be kept in {folder}.</source>
            <translation>Das Bild aus der Zwischenablage kann nicht in {folder} aufbewahrt werden.</translation>
        </message>
        <message>
            <source>The process of tone was given as {process}.</source>
            <translation>Der Prozess der Tonwerte wurde als {process} angegeben.</translation>
        </message>
        <message>
            <source>The program that restores the queue ended before all was done.</source>
            <translation>Das Programm, das die Warteschlange restauriert, endete, bevor alles erledigt war.</translation>
        </message>
        <message>
            <source>The program that restores the queue ended before all was done. {said}</source>
            <translation>Das Programm, das die Warteschlange restauriert, endete, bevor alles erledigt war. {said}</translation>
        </message>
        <message>
            <source>The program {program} that restores the queue cannot be started.</source>
            <translation>Das Programm {program}, das die Warteschlange restauriert, kann nicht gestartet werden.</translation>
        </message>
        <message>
            <source>The program's colour network is missing.</source>
            <translation>Das Farbnetz des Programms fehlt.</translation>
        </message>
        <message>
            <source>The program's network “{name}” is missing.</source>
            <translation>Das Netz „{name}“ des Programms fehlt.</translation>
        </message>
        <message>
            <source>The quality in formats that lose something; 100 gives the largest files.</source>
            <translation>Die Qualität in Formaten, die etwas verlieren; 100 ergibt die größten Dateien.</translation>
        </message>
        <message>
            <source>The quality was given as {quality}.</source>
            <translation>Die Qualität wurde als {quality} angegeben.</translation>
        </message>
        <message>
            <source>The queue names {name} as the result, which is no name of a picture.</source>
            <translation>Die Warteschlange nennt {name} als Ergebnis; das ist kein Name eines Bildes.</translation>
        </message>
        <message>
            <source>The queue {name} cannot be used: {error}.</source>
            <translation>Die Warteschlange {name} kann nicht benutzt werden: {error}.</translation>
        </message>
        <message>
            <source>The queue {name} cannot be written to.</source>
            <translation>In die Warteschlange {name} kann nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>The queue {name} cannot be written: the disk is full.</source>
            <translation>Die Warteschlange {name} kann nicht geschrieben werden: Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>The queue {name} has been in use by another program for {seconds:.0f} seconds.</source>
            <translation>Die Warteschlange {name} wird seit {seconds:.0f} Sekunden von einem anderen Programm benutzt.</translation>
        </message>
        <message>
            <source>The queue {name} is damaged.</source>
            <translation>Die Warteschlange {name} ist beschädigt.</translation>
        </message>
        <message>
            <source>The queue {name} was written by a newer version of Heirloom.</source>
            <translation>Die Warteschlange {name} wurde von einer neueren Version von Heirloom geschrieben.</translation>
        </message>
        <message>
            <source>The recipe has the step {step} twice.</source>
            <translation>Das Rezept hat den Schritt {step} zweimal.</translation>
        </message>
        <message>
            <source>The recipe has {given:,} colour dots; it may have {most:,}.</source>
            <translation>Das Rezept hat {given:,} Farbpunkte; es darf {most:,} haben.</translation>
        </message>
        <message>
            <source>The recipe has {given:,} steps; it may have {most:,}.</source>
            <translation>Das Rezept hat {given:,} Schritte; es darf {most:,} haben.</translation>
        </message>
        <message>
            <source>The recipe is damaged: a step in it has no kind.</source>
            <translation>Das Rezept ist beschädigt: Ein Schritt darin hat keine Art.</translation>
        </message>
        <message>
            <source>The recipe is for a photo of the kind {given}, which there is not.</source>
            <translation>Das Rezept ist für ein Foto der Art {given}, die es nicht gibt.</translation>
        </message>
        <message>
            <source>The recipe was written by a later version of Heirloom.</source>
            <translation>Das Rezept wurde von einer späteren Version von Heirloom geschrieben.</translation>
        </message>
        <message>
            <source>The recipe {name} cannot be read.</source>
            <translation>Das Rezept {name} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The recipe's colour dots are damaged.</source>
            <translation>Die Farbpunkte des Rezepts sind beschädigt.</translation>
        </message>
        <message>
            <source>The recipe's reference colours are damaged.</source>
            <translation>Die Vorbildfarben des Rezepts sind beschädigt.</translation>
        </message>
        <message>
            <source>The recipe's step {kind} is damaged.</source>
            <translation>Der Schritt {kind} des Rezepts ist beschädigt.</translation>
        </message>
        <message>
            <source>The reference {name} was taken with another network.</source>
            <translation>Das Vorbild {name} wurde mit einem anderen Netz aufgenommen.</translation>
        </message>
        <message>
            <source>The resolution was given as {dpi:g} dpi.</source>
            <translation>Die Auflösung wurde mit {dpi:g} dpi angegeben.</translation>
        </message>
        <message>
            <source>The result came out black, so nothing was written.</source>
            <translation>Das Ergebnis wurde schwarz, also wurde nichts geschrieben.</translation>
        </message>
        <message>
            <source>The result came out without any colour, so nothing was written.</source>
            <translation>Das Ergebnis wurde ohne jede Farbe, also wurde nichts geschrieben.</translation>
        </message>
        <message>
            <source>The result has pixels without a value, which must not happen.</source>
            <translation>Das Ergebnis hat Pixel ohne Wert, was nicht vorkommen darf.</translation>
        </message>
        <message>
            <source>The result of {name} would be the photo itself.</source>
            <translation>Das Ergebnis von {name} wäre das Foto selbst.</translation>
        </message>
        <message>
            <source>The set was given no name.</source>
            <translation>Die Reihe hat keinen Namen bekommen.</translation>
        </message>
        <message>
            <source>The settings cannot be written to {name}: {reason}.</source>
            <translation>Die Einstellungen können nicht nach {name} geschrieben werden: {reason}.</translation>
        </message>
        <message>
            <source>The settings in {name} cannot be read, so the usual ones hold.</source>
            <translation>Die Einstellungen in {name} können nicht gelesen werden, also gelten die üblichen.</translation>
        </message>
        <message>
            <source>The shortcuts are not a table of commands and their keys.</source>
            <translation>Die Tastenkürzel sind keine Tabelle von Befehlen und ihren Tasten.</translation>
        </message>
        <message>
            <source>The switch {name} in a mask is neither on nor off.</source>
            <translation>Der Schalter {name} in einer Maske ist weder an noch aus.</translation>
        </message>
        <message>
            <source>The template “{template}” {why}.</source>
            <translation>Das Namensmuster „{template}“ {why}.</translation>
        </message>
        <message>
            <source>The worker process ended while it was at work on it</source>
            <translation>Der Arbeitsprozess endete, während er daran arbeitete</translation>
        </message>
        <message>
            <source>The worker was lost while it was at work on it ({kind})</source>
            <translation>Der Arbeiter ging verloren, während er daran arbeitete ({kind})</translation>
        </message>
        <message>
            <source>The {what} for the colour network holds values that are no numbers.</source>
            <translation>{what}, für das Farbnetz bestimmt, enthält Werte, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>The {what} in a mask was given as {value}.</source>
            <translation>{what} in einer Maske wurde als {value} angegeben.</translation>
        </message>
        <message>
            <source>The {what} of {step} was given as {value}.</source>
            <translation>{what} von {step} wurde als {value} angegeben.</translation>
        </message>
        <message>
            <source>There are 0 to 3.</source>
            <translation>Es gibt 0 bis 3.</translation>
        </message>
        <message>
            <source>There are: {names}.</source>
            <translation>Es gibt: {names}.</translation>
        </message>
        <message>
            <source>There is a preset “{name}” that everybody has.</source>
            <translation>Es gibt eine Vorlage „{name}“, die alle haben.</translation>
        </message>
        <message>
            <source>There is already a file {name}.</source>
            <translation>Es gibt schon eine Datei {name}.</translation>
        </message>
        <message>
            <source>There is no file or folder {name}.</source>
            <translation>Es gibt keine Datei und keinen Ordner {name}.</translation>
        </message>
        <message>
            <source>There is no file {name}.</source>
            <translation>Es gibt keine Datei {name}.</translation>
        </message>
        <message>
            <source>There is no folder {folder} for {name}.</source>
            <translation>Es gibt keinen Ordner {folder} für {name}.</translation>
        </message>
        <message>
            <source>There is no folder {folder}.</source>
            <translation>Es gibt keinen Ordner {folder}.</translation>
        </message>
        <message>
            <source>There is no lid beside its {edge} edge: it may be a part of a photo.</source>
            <translation>Neben seiner Kante ({edge}) ist kein Deckel: Vielleicht ist es ein Teil eines Fotos.</translation>
        </message>
        <message>
            <source>There is no preset “{name}”.</source>
            <translation>Es gibt keine Vorlage „{name}“.</translation>
        </message>
        <message>
            <source>There is no room for temporary files: {reason}.</source>
            <translation>Für Hilfsdateien ist kein Platz: {reason}.</translation>
        </message>
        <message>
            <source>There is no setting “{name}”.</source>
            <translation>Es gibt keine Einstellung „{name}“.</translation>
        </message>
        <message>
            <source>There is no {name} “{given}” for exporting.</source>
            <translation>Für das Exportieren gibt es „{given}“ nicht ({name}).</translation>
        </message>
        <message>
            <source>There is not enough memory.</source>
            <translation>Der Speicher reicht nicht.</translation>
        </message>
        <message>
            <source>They are fractions of the photo, and the crop lies inside it.</source>
            <translation>Es sind Anteile des Fotos, und der Zuschnitt liegt darin.</translation>
        </message>
        <message>
            <source>They hold until the program ends; make that folder writable to keep them.</source>
            <translation>Sie gelten, bis das Programm endet; machen Sie den Ordner beschreibbar, um sie zu behalten.</translation>
        </message>
        <message>
            <source>Thickest</source>
            <translation>Dickste</translation>
        </message>
        <message>
            <source>This installed program works on one computer. For a cluster, install Heirloom with Python on each: pip install 'heirloom[cluster]'.</source>
            <translation>Dieses installierte Programm arbeitet auf einem Rechner. Für einen Cluster installieren Sie Heirloom auf jedem mit Python: pip install 'heirloom[cluster]'.</translation>
        </message>
        <message>
            <source>This is a toned print; it is coloured as if it were black and white.</source>
            <translation>Dies ist ein getonter Abzug; er wird eingefärbt, als wäre er schwarzweiß.</translation>
        </message>
        <message>
            <source>This is a toned print; it keeps its own toning.</source>
            <translation>Dies ist ein getonter Abzug; er behält seine eigene Tonung.</translation>
        </message>
        <message>
            <source>This is not a Heirloom recipe: it has no steps.</source>
            <translation>Dies ist kein Heirloom-Rezept: Es hat keine Schritte.</translation>
        </message>
        <message>
            <source>This is not a Heirloom recipe: not JSON.</source>
            <translation>Dies ist kein Heirloom-Rezept: kein JSON.</translation>
        </message>
        <message>
            <source>This photo is black and white, and toned or yellowed: it will be coloured.</source>
            <translation>Dieses Foto ist schwarzweiß und getont oder vergilbt: Es wird eingefärbt.</translation>
        </message>
        <message>
            <source>This photo is black and white: it will be coloured.</source>
            <translation>Dieses Foto ist schwarzweiß: Es wird eingefärbt.</translation>
        </message>
        <message>
            <source>This photo is in colour: its colours are kept.</source>
            <translation>Dieses Foto ist farbig: Seine Farben bleiben.</translation>
        </message>
        <message>
            <source>This photo is in colour; its colours are kept.</source>
            <translation>Dieses Foto ist farbig; seine Farben bleiben.</translation>
        </message>
        <message>
            <source>This photo is {kind}</source>
            <translation>Dieses Foto ist {kind}</translation>
        </message>
        <message>
            <source>This recipe has a step “{kind}” that this version does not know.</source>
            <translation>Dieses Rezept hat einen Schritt „{kind}“, den diese Version nicht kennt.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>Tone</source>
            <translation>Tonwerte</translation>
        </message>
        <message>
            <source>Trimmed</source>
            <translation>Rand abgeschnitten</translation>
        </message>
        <message>
            <source>Try another device (--device cpu), or a higher vividness.</source>
            <translation>Versuchen Sie ein anderes Gerät (--device cpu), oder eine höhere Farbkraft.</translation>
        </message>
        <message>
            <source>Try another device in the settings, or --device cpu.</source>
            <translation>Versuchen Sie ein anderes Gerät in den Einstellungen, oder --device cpu.</translation>
        </message>
        <message>
            <source>Turned left</source>
            <translation>Nach links gedreht</translation>
        </message>
        <message>
            <source>Turned right</source>
            <translation>Nach rechts gedreht</translation>
        </message>
        <message>
            <source>Undo the last changes of tone, or try another device (--device cpu).</source>
            <translation>Nehmen Sie die letzten Änderungen der Tonwerte zurück, oder versuchen Sie ein anderes Gerät (--device cpu).</translation>
        </message>
        <message>
            <source>Update Heirloom, or start another queue with --queue.</source>
            <translation>Aktualisieren Sie Heirloom, oder beginnen Sie mit --queue eine andere Warteschlange.</translation>
        </message>
        <message>
            <source>Update Heirloom, or take the step out of the recipe.</source>
            <translation>Aktualisieren Sie Heirloom, oder nehmen Sie den Schritt aus dem Rezept.</translation>
        </message>
        <message>
            <source>Update Heirloom, or use another recipe file.</source>
            <translation>Aktualisieren Sie Heirloom, oder verwenden Sie eine andere Rezeptdatei.</translation>
        </message>
        <message>
            <source>Update Heirloom.</source>
            <translation>Aktualisieren Sie Heirloom.</translation>
        </message>
        <message>
            <source>Use a number from 1 on, or leave it out for one per core.</source>
            <translation>Nehmen Sie eine Zahl ab 1, oder lassen Sie sie weg für einen je Kern.</translation>
        </message>
        <message>
            <source>Use another recipe file, or paint the area again.</source>
            <translation>Nehmen Sie eine andere Rezeptdatei, oder malen Sie die Fläche noch einmal.</translation>
        </message>
        <message>
            <source>Use another recipe file, or restore without one.</source>
            <translation>Nehmen Sie eine andere Rezeptdatei, oder restaurieren Sie ohne.</translation>
        </message>
        <message>
            <source>Use another recipe file, or set them again.</source>
            <translation>Nehmen Sie eine andere Rezeptdatei, oder setzen Sie sie neu.</translation>
        </message>
        <message>
            <source>Use the CPU, with --device cpu or --device auto.</source>
            <translation>Nehmen Sie die CPU, mit --device cpu oder --device auto.</translation>
        </message>
        <message>
            <source>Version until {when}</source>
            <translation>Version bis {when}</translation>
        </message>
        <message>
            <source>Vividness</source>
            <translation>Farbkraft</translation>
        </message>
        <message>
            <source>Wait until it has finished, or end it.</source>
            <translation>Warten Sie, bis es fertig ist, oder beenden Sie es.</translation>
        </message>
        <message>
            <source>Wait until nothing writes to it any more, and try again.</source>
            <translation>Warten Sie, bis nichts mehr hineinschreibt, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Warmth</source>
            <translation>Wärme</translation>
        </message>
        <message>
            <source>What Restore does: what each photo needs, or always a preset or the recipe of a file.</source>
            <translation>Was „Restaurieren“ tut: was jedes Foto braucht, oder immer eine Vorlage oder das Rezept einer Datei.</translation>
        </message>
        <message>
            <source>What lies beside its {edge} edge is not quite the lid: a part may be missing.</source>
            <translation>Was neben seiner Kante ({edge}) liegt, ist nicht ganz der Deckel: Vielleicht fehlt ein Teil.</translation>
        </message>
        <message>
            <source>What of the photo's EXIF, XMP and IPTC goes into the result.</source>
            <translation>Was von EXIF, XMP und IPTC des Fotos ins Ergebnis kommt.</translation>
        </message>
        <message>
            <source>What runs the networks: the best that passed its trial, or the one named here.</source>
            <translation>Worauf die Netze laufen: auf dem besten, das seinen Test bestanden hat, oder auf dem hier genannten.</translation>
        </message>
        <message>
            <source>What the finished parts of a photo may take in memory; more makes changes faster.</source>
            <translation>Was die fertigen Teile eines Fotos im Speicher einnehmen dürfen; mehr macht Änderungen schneller.</translation>
        </message>
        <message>
            <source>What the photo is: as found</source>
            <translation>Was das Foto ist: wie erkannt</translation>
        </message>
        <message>
            <source>What was said about this result is damaged in the queue.</source>
            <translation>Was zu diesem Ergebnis gesagt wurde, ist in der Warteschlange beschädigt.</translation>
        </message>
        <message>
            <source>Where results go, where no place is named.</source>
            <translation>Wohin Ergebnisse kommen, wo kein Ort genannt ist.</translation>
        </message>
        <message>
            <source>White point</source>
            <translation>Weißpunkt</translation>
        </message>
        <message>
            <source>Without the other photo's colours</source>
            <translation>Ohne die Farben des anderen Fotos</translation>
        </message>
        <message>
            <source>Write a log</source>
            <translation>Protokoll schreiben</translation>
        </message>
        <message>
            <source>Write them as {"export": ["Ctrl+E"]}.</source>
            <translation>Schreiben Sie sie als {"export": ["Ctrl+E"]}.</translation>
        </message>
        <message>
            <source>Write what went wrong to a file on this computer; it may name photos.</source>
            <translation>Schreibt in eine Datei auf diesem Computer, was schiefging; sie kann Fotos nennen.</translation>
        </message>
        <message>
            <source>`heirloom settings` lists them all.</source>
            <translation>`heirloom settings` zählt alle auf.</translation>
        </message>
        <message>
            <source>a GIMP document</source>
            <translation>ein GIMP-Dokument</translation>
        </message>
        <message>
            <source>a JPEG XL picture</source>
            <translation>ein JPEG-XL-Bild</translation>
        </message>
        <message>
            <source>a PDF document</source>
            <translation>ein PDF-Dokument</translation>
        </message>
        <message>
            <source>a Photoshop document</source>
            <translation>ein Photoshop-Dokument</translation>
        </message>
        <message>
            <source>a camera's raw file</source>
            <translation>die Rohdatei einer Kamera</translation>
        </message>
        <message>
            <source>a compressed archive</source>
            <translation>ein komprimiertes Archiv</translation>
        </message>
        <message>
            <source>a film</source>
            <translation>ein Film</translation>
        </message>
        <message>
            <source>a film or sound file</source>
            <translation>eine Film- oder Tondatei</translation>
        </message>
        <message>
            <source>a program</source>
            <translation>ein Programm</translation>
        </message>
        <message>
            <source>a table in JSON</source>
            <translation>eine Tabelle in JSON</translation>
        </message>
        <message>
            <source>a text</source>
            <translation>ein Text</translation>
        </message>
        <message>
            <source>a web page</source>
            <translation>eine Webseite</translation>
        </message>
        <message>
            <source>a whole number from {low} to {high}</source>
            <translation>eine ganze Zahl von {low} bis {high}</translation>
        </message>
        <message>
            <source>an OpenEXR picture</source>
            <translation>ein OpenEXR-Bild</translation>
        </message>
        <message>
            <source>an SVG drawing</source>
            <translation>eine SVG-Zeichnung</translation>
        </message>
        <message>
            <source>an archive or office document</source>
            <translation>ein Archiv oder Office-Dokument</translation>
        </message>
        <message>
            <source>an unnamed graphics processor</source>
            <translation>Ein namenloser Grafikprozessor</translation>
        </message>
        <message>
            <source>as many as fit</source>
            <translation>so viele, wie passen</translation>
        </message>
        <message>
            <source>as the photo</source>
            <translation>wie das Foto</translation>
        </message>
        <message>
            <source>as the system</source>
            <translation>wie das System</translation>
        </message>
        <message>
            <source>auto, or {number}</source>
            <translation>auto oder {number}</translation>
        </message>
        <message>
            <source>automatic</source>
            <translation>automatisch</translation>
        </message>
        <message>
            <source>automatic: the best that works</source>
            <translation>automatisch: das beste, das geht</translation>
        </message>
        <message>
            <source>beside the photo</source>
            <translation>beim Foto</translation>
        </message>
        <message>
            <source>black and white</source>
            <translation>schwarzweiß</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>unten</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>kann nicht gelesen werden</translation>
        </message>
        <message>
            <source>cannot be used for writing</source>
            <translation>lässt sich zum Schreiben nicht verwenden</translation>
        </message>
        <message>
            <source>cleared</source>
            <translation>geleert</translation>
        </message>
        <message>
            <source>colour</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>dark</source>
            <translation>dunkel</translation>
        </message>
        <message>
            <source>does not end with .{ext}</source>
            <translation>endet nicht auf .{ext}</translation>
        </message>
        <message>
            <source>empty space</source>
            <translation>leerer Platz</translation>
        </message>
        <message>
            <source>erased</source>
            <translation>radiert</translation>
        </message>
        <message>
            <source>for every pixel (4:4:4)</source>
            <translation>für jedes Pixel (4:4:4)</translation>
        </message>
        <message>
            <source>for every second pixel (4:2:0)</source>
            <translation>für jedes zweite Pixel (4:2:0)</translation>
        </message>
        <message>
            <source>graphics processor</source>
            <translation>Grafikprozessor</translation>
        </message>
        <message>
            <source>has a field that there is not</source>
            <translation>hat ein Feld, das es nicht gibt</translation>
        </message>
        <message>
            <source>has {bits} bits per channel</source>
            <translation>hat {bits} Bit je Kanal</translation>
        </message>
        <message>
            <source>holds floating-point values outside 0 to 1</source>
            <translation>enthält Gleitkommawerte außerhalb von 0 bis 1</translation>
        </message>
        <message>
            <source>holds no colours</source>
            <translation>enthält keine Farben</translation>
        </message>
        <message>
            <source>holds numbers of a rare kind ({kind})</source>
            <translation>enthält Zahlen seltener Art ({kind})</translation>
        </message>
        <message>
            <source>holes filled</source>
            <translation>Löcher gefüllt</translation>
        </message>
        <message>
            <source>holes open</source>
            <translation>Löcher offen</translation>
        </message>
        <message>
            <source>in colour</source>
            <translation>farbig</translation>
        </message>
        <message>
            <source>inverted</source>
            <translation>umgekehrt</translation>
        </message>
        <message>
            <source>is a camera's raw file</source>
            <translation>ist die Rohdatei einer Kamera</translation>
        </message>
        <message>
            <source>is compressed by {packed}</source>
            <translation>ist mit {packed} komprimiert</translation>
        </message>
        <message>
            <source>is for printing inks</source>
            <translation>ist für Druckfarben</translation>
        </message>
        <message>
            <source>is of a rare kind</source>
            <translation>ist von seltener Art</translation>
        </message>
        <message>
            <source>keep all</source>
            <translation>alles behalten</translation>
        </message>
        <message>
            <source>lasso</source>
            <translation>Lasso</translation>
        </message>
        <message>
            <source>leads out of the output folder</source>
            <translation>führt aus dem Ausgabeordner hinaus</translation>
        </message>
        <message>
            <source>leave out all but profile and resolution</source>
            <translation>alles weglassen außer Profil und Auflösung</translation>
        </message>
        <message>
            <source>leave out the place (GPS)</source>
            <translation>den Ort weglassen (GPS)</translation>
        </message>
        <message>
            <source>left</source>
            <translation>links</translation>
        </message>
        <message>
            <source>light</source>
            <translation>hell</translation>
        </message>
        <message>
            <source>main processor (CPU)</source>
            <translation>Hauptprozessor (CPU)</translation>
        </message>
        <message>
            <source>mask loaded</source>
            <translation>Maske geladen</translation>
        </message>
        <message>
            <source>music</source>
            <translation>Musik</translation>
        </message>
        <message>
            <source>next proposal</source>
            <translation>nächster Vorschlag</translation>
        </message>
        <message>
            <source>no ending</source>
            <translation>keine Endung</translation>
        </message>
        <message>
            <source>no format</source>
            <translation>keinem Format</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>one for each core</source>
            <translation>einer je Kern</translation>
        </message>
        <message>
            <source>plain brush</source>
            <translation>einfacher Pinsel</translation>
        </message>
        <message>
            <source>right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <source>similar places</source>
            <translation>ähnliche Stellen</translation>
        </message>
        <message>
            <source>smart edge</source>
            <translation>intelligente Kante</translation>
        </message>
        <message>
            <source>something unknown</source>
            <translation>etwas Unbekanntes</translation>
        </message>
        <message>
            <source>straight line</source>
            <translation>gerade Linie</translation>
        </message>
        <message>
            <source>stroke</source>
            <translation>Strich</translation>
        </message>
        <message>
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>the lines above</source>
            <translation>den Zeilen oben</translation>
        </message>
        <message>
            <source>tolerance</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>toned or yellowed</source>
            <translation>getont oder vergilbt</translation>
        </message>
        <message>
            <source>top</source>
            <translation>oben</translation>
        </message>
        <message>
            <source>what each photo needs</source>
            <translation>was jedes Foto braucht</translation>
        </message>
        <message>
            <source>yes or no</source>
            <translation>yes oder no</translation>
        </message>
        <message>
            <source>{adapter} is a software renderer, and had no answer in {seconds:.0f} seconds.</source>
            <translation>{adapter} rechnet nur in Software und hatte nach {seconds:.0f} Sekunden keine Antwort.</translation>
        </message>
        <message>
            <source>{device} failed; the networks run on the CPU now.</source>
            <translation>{device} ist ausgefallen; die Netze laufen jetzt auf der CPU.</translation>
        </message>
        <message>
            <source>{format} (nothing lost)</source>
            <translation>{format} (verlustfrei)</translation>
        </message>
        <message>
            <source>{format} cannot hold {bits} bits per channel.</source>
            <translation>{format} kann nicht {bits} Bit pro Kanal enthalten.</translation>
        </message>
        <message>
            <source>{format} has no room for the photo's {what}.</source>
            <translation>{format} hat keinen Platz für {what} des Fotos.</translation>
        </message>
        <message>
            <source>{format} holds at most {longest:,} pixels a side; this photo has {side:,}.</source>
            <translation>{format} fasst höchstens {longest:,} Pixel je Seite; dieses Foto hat {side:,}.</translation>
        </message>
        <message>
            <source>{format} holds no colour profile; the result is in sRGB.</source>
            <translation>{format} kennt keine Farbprofile; das Ergebnis ist in sRGB.</translation>
        </message>
        <message>
            <source>{format} holds no transparency: what was transparent is white.</source>
            <translation>{format} kennt keine Transparenz: Was durchsichtig war, ist weiß.</translation>
        </message>
        <message>
            <source>{format} holds {bits} bits per channel; the photo has more.</source>
            <translation>{format} fasst {bits} Bit pro Kanal; das Foto hat mehr.</translation>
        </message>
        <message>
            <source>{hint:clause}; until it is corrected, it is {used}.</source>
            <translation>{hint:clause}; bis es berichtigt ist, gilt {used}.</translation>
        </message>
        <message>
            <source>{label} off</source>
            <translation>{label} aus</translation>
        </message>
        <message>
            <source>{label} on</source>
            <translation>{label} ein</translation>
        </message>
        <message>
            <source>{label} {value}</source>
            <translation>{label} {value}</translation>
        </message>
        <message>
            <source>{label}: {value}</source>
            <translation>{label}: {value}</translation>
        </message>
        <message>
            <source>{name} can give its colours to a set only.</source>
            <translation>{name} kann seine Farben nur einer Reihe geben.</translation>
        </message>
        <message>
            <source>{name} cannot be read: you have no permission to.</source>
            <translation>{name} kann nicht gelesen werden: Sie haben keine Erlaubnis dazu.</translation>
        </message>
        <message>
            <source>{name} cannot be read: {reason}.</source>
            <translation>{name} kann nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <source>{name} cannot be used: {reason}.</source>
            <translation>{name} kann nicht verwendet werden: {reason}.</translation>
        </message>
        <message>
            <source>{name} cannot be {given}.</source>
            <translation>{name} kann nicht {given} sein.</translation>
        </message>
        <message>
            <source>{name} cannot run the colour network ({answer}).</source>
            <translation>{name} kann das Farbnetz nicht ausführen ({answer}).</translation>
        </message>
        <message>
            <source>{name} changed while it was being restored.</source>
            <translation>{name} änderte sich, während es restauriert wurde.</translation>
        </message>
        <message>
            <source>{name} could not be written: its folder does not allow it.</source>
            <translation>{name} konnte nicht geschrieben werden: Der Ordner erlaubt es nicht.</translation>
        </message>
        <message>
            <source>{name} could not be written: the disk is full.</source>
            <translation>{name} konnte nicht geschrieben werden: Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>{name} could not be written: there is too little memory.</source>
            <translation>{name} konnte nicht geschrieben werden: Der Speicher ist zu knapp.</translation>
        </message>
        <message>
            <source>{name} could not be written: {reason}.</source>
            <translation>{name} konnte nicht geschrieben werden: {reason}.</translation>
        </message>
        <message>
            <source>{name} did not answer within {seconds:.0f} seconds.</source>
            <translation>{name} antwortete nicht innerhalb von {seconds:.0f} Sekunden.</translation>
        </message>
        <message>
            <source>{name} gives other colours than the CPU ({difference:.1f} a*b* apart).</source>
            <translation>{name} liefert andere Farben als die CPU ({difference:.1f} a*b* entfernt).</translation>
        </message>
        <message>
            <source>{name} has no colours for a set to take.</source>
            <translation>{name} hat keine Farben für eine Reihe.</translation>
        </message>
        <message>
            <source>{name} has no colours to take.</source>
            <translation>{name} hat keine Farben, die man übernehmen könnte.</translation>
        </message>
        <message>
            <source>{name} has no page {number}: it has {pages:,}.</source>
            <translation>{name} hat keine Seite {number}: Die Datei hat {pages:,}.</translation>
        </message>
        <message>
            <source>{name} has {ending}, which tells no format that can be written.</source>
            <translation>{name} hat {ending}, was kein Format nennt, das geschrieben werden kann.</translation>
        </message>
        <message>
            <source>{name} has {size:,} bytes; up to {most:,} are opened.</source>
            <translation>{name} hat {size:,} Byte; bis {most:,} werden geöffnet.</translation>
        </message>
        <message>
            <source>{name} is a device or a pipe, not a file.</source>
            <translation>{name} ist ein Gerät oder eine Pipe, keine Datei.</translation>
        </message>
        <message>
            <source>{name} is a folder, not a photo.</source>
            <translation>{name} ist ein Ordner, kein Foto.</translation>
        </message>
        <message>
            <source>{name} is a folder.</source>
            <translation>{name} ist ein Ordner.</translation>
        </message>
        <message>
            <source>{name} is a software renderer: the CPU is {times:.1f} times as fast.</source>
            <translation>{name} rechnet nur in Software: Die CPU ist {times:.1f}-mal so schnell.</translation>
        </message>
        <message>
            <source>{name} is cut off: the end of the picture is missing.</source>
            <translation>{name} ist abgeschnitten: Das Ende des Bildes fehlt.</translation>
        </message>
        <message>
            <source>{name} is damaged.</source>
            <translation>{name} ist beschädigt.</translation>
        </message>
        <message>
            <source>{name} is empty: it has 0 bytes.</source>
            <translation>{name} ist leer: Die Datei hat 0 Byte.</translation>
        </message>
        <message>
            <source>{name} is not a Heirloom project, or it is damaged.</source>
            <translation>{name} ist kein Heirloom-Projekt, oder ein beschädigtes.</translation>
        </message>
        <message>
            <source>{name} is not a PNG, or a damaged one.</source>
            <translation>{name} ist keine PNG-Datei, oder eine beschädigte.</translation>
        </message>
        <message>
            <source>{name} is not a file.</source>
            <translation>{name} ist keine Datei.</translation>
        </message>
        <message>
            <source>{name} is not a library of colours, or it is damaged.</source>
            <translation>{name} ist keine Farbsammlung, oder eine beschädigte.</translation>
        </message>
        <message>
            <source>{name} is not a photo that can be opened: it seems to be {what}.</source>
            <translation>{name} ist kein Foto, das geöffnet werden kann: Es scheint {what} zu sein.</translation>
        </message>
        <message>
            <source>{name} is slower than the CPU ({gpu_ms:.0f} ms against {cpu_ms:.0f} ms a photo).</source>
            <translation>{name} ist langsamer als die CPU ({gpu_ms:.0f} ms gegen {cpu_ms:.0f} ms je Foto).</translation>
        </message>
        <message>
            <source>{name} is the database of another program.</source>
            <translation>{name} ist die Datenbank eines anderen Programms.</translation>
        </message>
        <message>
            <source>{name} is the photo itself, which is never written to.</source>
            <translation>{name} ist das Foto selbst, in das nie geschrieben wird.</translation>
        </message>
        <message>
            <source>{name} is too large for a recipe.</source>
            <translation>{name} ist zu groß für ein Rezept.</translation>
        </message>
        <message>
            <source>{name} is too large for this computer's memory.</source>
            <translation>{name} ist zu groß für den Speicher dieses Computers.</translation>
        </message>
        <message>
            <source>{name} is {times:.1f} times as fast as the CPU and gives the same colours.</source>
            <translation>{name} ist {times:.1f}-mal so schnell wie die CPU und liefert dieselben Farben.</translation>
        </message>
        <message>
            <source>{name} made the trial crash (exit code {code}).</source>
            <translation>{name} ließ den Test abstürzen (Rückgabewert {code}).</translation>
        </message>
        <message>
            <source>{name} says that it has {pages:,} pages; up to {most:,} are opened.</source>
            <translation>{name} gibt {pages:,} Seiten an; bis {most:,} werden geöffnet.</translation>
        </message>
        <message>
            <source>{name} says that it has {width:,} × {height:,} pixels, in only {size:,} bytes.</source>
            <translation>{name} gibt an, {width:,} × {height:,} Pixel zu haben, in nur {size:,} Bytes.</translation>
        </message>
        <message>
            <source>{name} says that it has {width:,} × {height:,} pixels; up to {most:,} are opened.</source>
            <translation>{name} gibt {width:,} × {height:,} Pixel an; bis {most:,} werden geöffnet.</translation>
        </message>
        <message>
            <source>{name} took longer than {seconds:.0f} seconds.</source>
            <translation>{name} dauerte länger als {seconds:.0f} Sekunden.</translation>
        </message>
        <message>
            <source>{name} was written by a later version of Heirloom.</source>
            <translation>{name} wurde von einer neueren Version von Heirloom geschrieben.</translation>
        </message>
        <message>
            <source>{name} {what}, which cannot be opened.</source>
            <translation>{name} {what} und kann deshalb nicht geöffnet werden.</translation>
        </message>
        <message>
            <source>{name}, 1 thread</source>
            <translation>{name}, 1 Thread</translation>
        </message>
        <message numerus="yes">
            <source>{name}, {count} threads</source>
            <translation>
                <numerusform>{name}, {count} Thread</numerusform>
                <numerusform>{name}, {count} Threads</numerusform>
            </translation>
        </message>
        <message>
            <source>{others} or {last}</source>
            <translation>{others} oder {last}</translation>
        </message>
        <message>
            <source>{region} deleted</source>
            <translation>{region} gelöscht</translation>
        </message>
        <message>
            <source>{region} down</source>
            <translation>{region} nach unten</translation>
        </message>
        <message>
            <source>{region} is now called {name}</source>
            <translation>{region} heißt jetzt {name}</translation>
        </message>
        <message>
            <source>{region} off</source>
            <translation>{region} aus</translation>
        </message>
        <message>
            <source>{region} on</source>
            <translation>{region} ein</translation>
        </message>
        <message>
            <source>{region} up</source>
            <translation>{region} nach oben</translation>
        </message>
        <message>
            <source>{region}: {what}</source>
            <translation>{region}: {what}</translation>
        </message>
        <message>
            <source>{size} px</source>
            <translation>{size} px</translation>
        </message>
        <message>
            <source>{step} off</source>
            <translation>{step} aus</translation>
        </message>
        <message>
            <source>{step} on</source>
            <translation>{step} ein</translation>
        </message>
        <message>
            <source>{step} reset</source>
            <translation>{step} zurückgesetzt</translation>
        </message>
        <message>
            <source>{threads} threads cannot run anything.</source>
            <translation>{threads} Threads können nichts ausführen.</translation>
        </message>
        <message>
            <source>{what}, perhaps for want of memory.</source>
            <translation>{what}, vielleicht aus Mangel an Speicher.</translation>
        </message>
        <message>
            <source>“{value}”</source>
            <translation>„{value}“</translation>
        </message>
    </context>
    <context>
        <name>ExportAllDialog</name>
        <message>
            <source>Export {0}</source>
            <translation>{0} exportieren</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>Results &amp;go to</source>
            <translation>Er&amp;gebnisse nach</translation>
        </message>
        <message>
            <source>&amp;Named</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>For&amp;mat</source>
            <translation>For&amp;mat</translation>
        </message>
        <message>
            <source>&amp;Quality</source>
            <translation>&amp;Qualität</translation>
        </message>
        <message>
            <source>Folder of the results</source>
            <translation>Ordner der Ergebnisse</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>{0} restored</source>
            <translation>{0} restauriert</translation>
        </message>
        <message>
            <source>Results go to</source>
            <translation>Ergebnisse nach</translation>
        </message>
        <message>
            <source>The first will be {0}. Originals and existing files are never replaced.</source>
            <translation>Das erste wird {0}. Originale und vorhandene Dateien werden nie ersetzt.</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Paint a small mark: coloured by a model</source>
            <translation>Kleines Zeichen einmalen: von einem Modell eingefärbt</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>For&amp;mat</source>
            <translation>For&amp;mat</translation>
        </message>
        <message>
            <source>&amp;Quality</source>
            <translation>&amp;Qualität</translation>
        </message>
        <message>
            <source>&amp;Colour stored</source>
            <translation>Gespeicherte &amp;Farbe</translation>
        </message>
        <message>
            <source>&amp;Bits per channel</source>
            <translation>&amp;Bit pro Kanal</translation>
        </message>
        <message>
            <source>Com&amp;pression</source>
            <translation>Kom&amp;pression</translation>
        </message>
        <message>
            <source>About the p&amp;hoto</source>
            <translation>Angaben zum F&amp;oto</translation>
        </message>
        <message>
            <source>&amp;Resolution</source>
            <translation>&amp;Auflösung</translation>
        </message>
        <message>
            <source>If you know it, programs can print the photo in its own size.</source>
            <translation>Wenn Sie sie kennen, können Programme das Foto in seiner eigenen Größe drucken.</translation>
        </message>
        <message>
            <source>as the photo ({0})</source>
            <translation>wie das Foto ({0})</translation>
        </message>
        <message>
            <source>No file can be called so.</source>
            <translation>So kann keine Datei heißen.</translation>
        </message>
        <message>
            <source>This is the photo itself: originals are never written.</source>
            <translation>Das ist das Foto selbst: Originale werden nie geschrieben.</translation>
        </message>
        <message>
            <source>There is no folder {0}.</source>
            <translation>Es gibt keinen Ordner {0}.</translation>
        </message>
        <message>
            <source>This is a folder: add the name of a file.</source>
            <translation>Das ist ein Ordner: Ergänzen Sie den Namen einer Datei.</translation>
        </message>
        <message>
            <source>The folder {0} does not let you write into it.</source>
            <translation>In den Ordner {0} darf nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>A file of this name is there already; you will be asked.</source>
            <translation>Eine Datei dieses Namens gibt es schon; Sie werden gefragt.</translation>
        </message>
        <message>
            <source>Pictures ({0})</source>
            <translation>Bilder ({0})</translation>
        </message>
    </context>
    <context>
        <name>FilmStrip</name>
        <message>
            <source>Open photos</source>
            <translation>Fotos öffnen</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>&amp;Restaurieren</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>&amp;Copy Settings</source>
            <translation>Einstellungen &amp;kopieren</translation>
        </message>
        <message>
            <source>&amp;Paste Settings</source>
            <translation>Einstellungen ü&amp;bertragen</translation>
        </message>
        <message>
            <source>Paste &amp;Only</source>
            <translation>&amp;Nur übertragen</translation>
        </message>
        <message>
            <source>Show in &amp;Folder</source>
            <translation>Im &amp;Ordner zeigen</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>S&amp;chließen</translation>
        </message>
    </context>
    <context>
        <name>Geometry</name>
        <message>
            <source>Drag each corner to a corner of the print. Enter is done.</source>
            <translation>Ziehen Sie jede Ecke auf eine Ecke des Abzugs. Eingabe beendet.</translation>
        </message>
        <message>
            <source>Drag the edges of what is kept. Enter is done, the arrow keys move it.</source>
            <translation>Ziehen Sie an den Rändern dessen, was bleibt. Eingabe beendet, die Pfeiltasten verschieben es.</translation>
        </message>
        <message>
            <source>Drag along a horizon, or along a wall.</source>
            <translation>Ziehen Sie an einem Horizont oder einer Wand entlang.</translation>
        </message>
    </context>
    <context>
        <name>GeometryPart</name>
        <message>
            <source>Ratio of the crop</source>
            <translation>Seitenverhältnis des Zuschnitts</translation>
        </message>
        <message>
            <source>The ratio of its sides that the crop keeps</source>
            <translation>Das Seitenverhältnis, das der Zuschnitt behält</translation>
        </message>
        <message>
            <source>Let the crop stand, or lie</source>
            <translation>Den Zuschnitt hoch oder quer stellen</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Progress of the queue</source>
            <translation>Fortschritt der Warteschlange</translation>
        </message>
        <message>
            <source>Search names and reasons</source>
            <translation>Namen und Gründe durchsuchen</translation>
        </message>
        <message>
            <source>Order of the list</source>
            <translation>Reihenfolge der Liste</translation>
        </message>
        <message>
            <source>Order of the list; rows can be dragged in the queue's own</source>
            <translation>Reihenfolge der Liste; in der eigenen der Warteschlange lassen sich Zeilen ziehen</translation>
        </message>
        <message>
            <source>In the queue's order</source>
            <translation>In der Folge der Warteschlange</translation>
        </message>
        <message>
            <source>By name</source>
            <translation>Nach Namen</translation>
        </message>
        <message>
            <source>By state</source>
            <translation>Nach Zustand</translation>
        </message>
        <message>
            <source>Latest first</source>
            <translation>Neueste zuerst</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <source>Show only results that were made in doubt about what the photo is</source>
            <translation>Nur Ergebnisse zeigen, bei denen nicht sicher war, was das Foto ist</translation>
        </message>
        <message>
            <source>Show only: {0}</source>
            <translation>Nur zeigen: {0}</translation>
        </message>
        <message>
            <source>{0} of {1} finished</source>
            <translation>{0} von {1} erledigt</translation>
        </message>
        <message>
            <source>{0}, {1} failed</source>
            <translation>{0}, {1} fehlgeschlagen</translation>
        </message>
        <message>
            <source>{0} to be restored</source>
            <translation>{0} zu restaurieren</translation>
        </message>
        <message>
            <source>All finished; {0} failed</source>
            <translation>Alles erledigt; {0} fehlgeschlagen</translation>
        </message>
        <message>
            <source>All done</source>
            <translation>Alles fertig</translation>
        </message>
        <message>
            <source>{0}; starting</source>
            <translation>{0}; startet</translation>
        </message>
        <message>
            <source>{0}; those begun are finished before the pause</source>
            <translation>{0}; Begonnenes wird vor der Pause beendet</translation>
        </message>
        <message>
            <source>{0}; those begun are finished before it stops</source>
            <translation>{0}; Begonnenes wird vor dem Anhalten beendet</translation>
        </message>
        <message>
            <source>{0}; paused</source>
            <translation>{0}; pausiert</translation>
        </message>
        <message>
            <source>{0} photos a minute</source>
            <translation>{0} Fotos pro Minute</translation>
        </message>
        <message>
            <source>{0} · {1} left</source>
            <translation>{0} · noch {1}</translation>
        </message>
        <message>
            <source> · this computer may go to sleep</source>
            <translation> · dieser Computer kann einschlafen</translation>
        </message>
    </context>
    <context>
        <name>HintEditor</name>
        <message>
            <source>Click on a colour in this photo; {0} takes it.</source>
            <translation>Klicken Sie auf eine Farbe in diesem Foto; {0} übernimmt sie.</translation>
        </message>
    </context>
    <context>
        <name>HintPart</name>
        <message>
            <source>Click a place whose colour you know.</source>
            <translation>Klicken Sie auf eine Stelle, deren Farbe Sie kennen.</translation>
        </message>
    </context>
    <context>
        <name>HistoryDock</name>
        <message>
            <source>Snapshots</source>
            <translation>Schnappschüsse</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>Schnappschuss</translation>
        </message>
        <message>
            <source>Mark what holds now, under a name, to find it again</source>
            <translation>Merkt den jetzigen Stand unter einem Namen, um ihn wiederzufinden</translation>
        </message>
        <message>
            <source>Compare two</source>
            <translation>Zwei vergleichen</translation>
        </message>
        <message>
            <source>Go back to what held after “{0}”</source>
            <translation>Zurück zum Stand nach „{0}“</translation>
        </message>
        <message>
            <source>Show the two chosen entries beside each other</source>
            <translation>Zeigt die zwei gewählten Einträge nebeneinander</translation>
        </message>
        <message>
            <source>Choose two entries first: click one, Ctrl-click the other</source>
            <translation>Wählen Sie erst zwei Einträge: einen mit Klick, den anderen mit Strg-Klick</translation>
        </message>
    </context>
    <context>
        <name>HistoryList</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
    </context>
    <context>
        <name>HistoryModel</name>
        <message>
            <source>{0}
Begins anew after “{1}”</source>
            <translation>{0}
Beginnt neu nach „{1}“</translation>
        </message>
        <message>
            <source>{0}, on another branch</source>
            <translation>{0}, auf einem anderen Zweig</translation>
        </message>
        <message>
            <source>{0}, undone</source>
            <translation>{0}, rückgängig gemacht</translation>
        </message>
    </context>
    <context>
        <name>Hues</name>
        <message>
            <source>Grey</source>
            <translation>Grau</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>Rosa</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>Orange</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>Gelb</translation>
        </message>
        <message>
            <source>Olive</source>
            <translation>Oliv</translation>
        </message>
        <message>
            <source>Yellow-green</source>
            <translation>Gelbgrün</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <source>Turquoise</source>
            <translation>Türkis</translation>
        </message>
        <message>
            <source>Sky blue</source>
            <translation>Himmelblau</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <source>Violet</source>
            <translation>Violett</translation>
        </message>
        <message>
            <source>Brown</source>
            <translation>Braun</translation>
        </message>
        <message>
            <source>Skin</source>
            <translation>Haut</translation>
        </message>
        <message>
            <source>{0}, a {1}, b {2}</source>
            <translation>{0}, a {1}, b {2}</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>goes from one control to the next</source>
            <translation>geht zum nächsten Bedienelement</translation>
        </message>
        <message>
            <source>goes back to the control before</source>
            <translation>geht zum vorigen Bedienelement</translation>
        </message>
        <message>
            <source>moves the photo, and presses buttons</source>
            <translation>verschiebt das Foto und drückt Schaltflächen</translation>
        </message>
        <message>
            <source>confirms</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>moves the photo, or goes through a list</source>
            <translation>verschiebt das Foto oder geht durch eine Liste</translation>
        </message>
        <message>
            <source>The key {0} {1}.</source>
            <translation>Die Taste {0} {1}.</translation>
        </message>
        <message>
            <source>Take another one, or add Ctrl or Alt.</source>
            <translation>Nehmen Sie eine andere, oder Strg oder Alt hinzu.</translation>
        </message>
        <message>
            <source>The settings name “{0}” as a shortcut, which is no key.</source>
            <translation>Die Einstellungen nennen „{0}“ als Tastenkürzel, was keine Taste ist.</translation>
        </message>
        <message>
            <source>Choose another one in the settings, under Shortcuts.</source>
            <translation>Wählen Sie eine andere in den Einstellungen, unter „Tastenkürzel“.</translation>
        </message>
        <message>
            <source>The settings give the key {0} to both “{1}” and “{2}”.</source>
            <translation>Die Einstellungen geben die Taste {0} sowohl „{1}“ als auch „{2}“.</translation>
        </message>
    </context>
    <context>
        <name>Language</name>
        <message>
            <source>English</source>
            <comment>The name of your language in itself</comment>
            <translation>Deutsch</translation>
        </message>
    </context>
    <context>
        <name>Leaders</name>
        <message>
            <source>What the photos have in common</source>
            <translation>Was die Fotos gemeinsam haben</translation>
        </message>
        <message>
            <source>Of photos in colour, restored ones or projects: skin and clothes as there</source>
            <translation>Von farbigen Fotos, restaurierten oder Projekten: Haut und Kleider wie dort</translation>
        </message>
        <message>
            <source>Take the colours of photos or projects</source>
            <translation>Farben von Fotos oder Projekten nehmen</translation>
        </message>
        <message>
            <source>Photos and projects ({0});;All files (*)</source>
            <translation>Fotos und Projekte ({0});;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>A photo in colour, or a restored one…</source>
            <translation>Ein farbiges Foto oder ein restauriertes…</translation>
        </message>
        <message>
            <source>The colours of {0}</source>
            <translation>Die Farben von {0}</translation>
        </message>
    </context>
    <context>
        <name>MaskEditor</name>
        <message>
            <source>There is nothing to erase yet.</source>
            <translation>Es gibt noch nichts zu radieren.</translation>
        </message>
        <message>
            <source>The next stroke begins a new region.</source>
            <translation>Der nächste Strich beginnt eine neue Region.</translation>
        </message>
    </context>
    <context>
        <name>MaskPanel</name>
        <message>
            <source>Follows the outline of what was painted, or the plain brush</source>
            <translation>Folgt dem Umriss des Gemalten, oder dem einfachen Pinsel</translation>
        </message>
        <message>
            <source>Everything else instead</source>
            <translation>Stattdessen alles Übrige</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>Regionen</translation>
        </message>
        <message>
            <source>Paint for {0}</source>
            <translation>Für {0} malen</translation>
        </message>
        <message>
            <source>Brush size</source>
            <translation>Pinselgröße</translation>
        </message>
        <message>
            <source>Of the photo's longer side; Shift and drag changes it too</source>
            <translation>Der längeren Seite des Fotos; Umschalt und Ziehen ändert sie auch</translation>
        </message>
        <message>
            <source>Hardness</source>
            <translation>Härte</translation>
        </message>
        <message>
            <source>How sharp its edge is</source>
            <translation>Wie scharf sein Rand ist</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>How alike the places must be</source>
            <translation>Wie ähnlich die Stellen sein müssen</translation>
        </message>
        <message>
            <source>Region up: it covers those below</source>
            <translation>Region nach oben: Sie deckt die unteren zu</translation>
        </message>
        <message>
            <source>Region down</source>
            <translation>Region nach unten</translation>
        </message>
        <message>
            <source>Take the brush. {0}</source>
            <translation>Nehmen Sie den Pinsel. {0}</translation>
        </message>
    </context>
    <context>
        <name>Masks</name>
        <message>
            <source>Shift and drag changes the size, the right button erases.</source>
            <translation>Umschalt und Ziehen ändert die Größe, die rechte Taste radiert.</translation>
        </message>
        <message>
            <source>Draw around what is meant.</source>
            <translation>Umfahren Sie, was gemeint ist.</translation>
        </message>
        <message>
            <source>Click on what is meant; all that is alike follows.</source>
            <translation>Klicken Sie auf das, was gemeint ist; alles Ähnliche folgt.</translation>
        </message>
        <message>
            <source>Drag to move the photo.</source>
            <translation>Ziehen verschiebt das Foto.</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>Paste &amp;Only</source>
            <translation>&amp;Nur übertragen</translation>
        </message>
        <message>
            <source>Open &amp;Recent</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Open a Sa&amp;mple</source>
            <translation>Beis&amp;piel öffnen</translation>
        </message>
        <message>
            <source>Earlier &amp;Versions</source>
            <translation>Frühere &amp;Versionen</translation>
        </message>
        <message>
            <source>Until {0}</source>
            <translation>Bis {0}</translation>
        </message>
        <message>
            <source>Take Colours from an &amp;Open Photo</source>
            <translation>Farben eines &amp;offenen Fotos übernehmen</translation>
        </message>
    </context>
    <context>
        <name>NameField</name>
        <message>
            <source>Name of the photo, then “-restored”</source>
            <translation>Name des Fotos, dann „-restored“</translation>
        </message>
        <message>
            <source>As in the settings</source>
            <translation>Wie in den Einstellungen</translation>
        </message>
        <message>
            <source>Name of the photo</source>
            <translation>Name des Fotos</translation>
        </message>
        <message>
            <source>Number, then the name: 001 …</source>
            <translation>Nummer, dann der Name: 001 …</translation>
        </message>
        <message>
            <source>Day of the file, then the name</source>
            <translation>Tag der Datei, dann der Name</translation>
        </message>
        <message>
            <source>A pattern of my own…</source>
            <translation>Ein eigenes Muster…</translation>
        </message>
        <message>
            <source>Names of results</source>
            <translation>Namen der Ergebnisse</translation>
        </message>
        <message>
            <source>Pattern of names</source>
            <translation>Muster für Namen</translation>
        </message>
        <message>
            <source>From {folder}, {stem}, {n:03}, {page}, {date} and {ext}; sub-folders stay</source>
            <translation>Aus {folder}, {stem}, {n:03}, {page}, {date} und {ext}; Unterordner bleiben</translation>
        </message>
    </context>
    <context>
        <name>NameList</name>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Umbenennen</translation>
        </message>
        <message>
            <source>Re&amp;move</source>
            <translation>&amp;Entfernen</translation>
        </message>
    </context>
    <context>
        <name>NamedColours</name>
        <message>
            <source>Named colours</source>
            <translation>Benannte Farben</translation>
        </message>
        <message>
            <source>Named</source>
            <translation>Benannt</translation>
        </message>
        <message>
            <source>Give this colour a name</source>
            <translation>Dieser Farbe einen Namen geben</translation>
        </message>
        <message>
            <source>More for named colours</source>
            <translation>Mehr zu benannten Farben</translation>
        </message>
        <message>
            <source>&amp;Export Colours…</source>
            <translation>Farben e&amp;xportieren…</translation>
        </message>
        <message>
            <source>&amp;Import Colours…</source>
            <translation>Farben &amp;importieren…</translation>
        </message>
    </context>
    <context>
        <name>Notifications</name>
        <message>
            <source>The queue is at work. To be done: {0}.</source>
            <translation>Die Warteschlange arbeitet. Zu tun: {0}.</translation>
        </message>
        <message>
            <source>The queue goes on. To be done: {0}.</source>
            <translation>Die Warteschlange arbeitet weiter. Zu tun: {0}.</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>In the queue, not begun yet: {0}.</source>
            <translation>In der Warteschlange, noch nicht begonnen: {0}.</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>The queue is done: {0} restored.</source>
            <translation>Die Warteschlange ist fertig: {0} restauriert.</translation>
        </message>
        <message>
            <source>The queue is done: {0} restored, {1} failed.</source>
            <translation>Die Warteschlange ist fertig: {0} restauriert, {1} fehlgeschlagen.</translation>
        </message>
        <message>
            <source>Each one that failed says why, and can be tried again.</source>
            <translation>Jedes fehlgeschlagene sagt warum und kann noch einmal versucht werden.</translation>
        </message>
        <message>
            <source>Try the failed ones again</source>
            <translation>Fehlgeschlagene noch einmal versuchen</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>Bericht…</translation>
        </message>
        <message>
            <source>Show the queue</source>
            <translation>Warteschlange zeigen</translation>
        </message>
    </context>
    <context>
        <name>Numbers</name>
        <message>
            <source>1 photo</source>
            <translation>1 Foto</translation>
        </message>
        <message>
            <source>{0} photos</source>
            <translation>{0} Fotos</translation>
        </message>
    </context>
    <context>
        <name>OpenPhoto</name>
        <message>
            <source>page {0}</source>
            <translation>Seite {0}</translation>
        </message>
        <message>
            <source>Pasted {0}.png</source>
            <translation>Eingefügt {0}.png</translation>
        </message>
    </context>
    <context>
        <name>Panels</name>
        <message>
            <source>Turns the photo clockwise by so many degrees</source>
            <translation>Dreht das Foto um so viele Grad im Uhrzeigersinn</translation>
        </message>
        <message>
            <source>Keeps all of a straightened photo, with white corners</source>
            <translation>Behält alles von einem gerade gerichteten Foto, mit weißen Ecken</translation>
        </message>
        <message>
            <source>Middle tones: above 1 lighter, below 1 darker</source>
            <translation>Mitteltöne: über 1 heller, unter 1 dunkler</translation>
        </message>
        <message>
            <source>No damage was found.</source>
            <translation>Es wurden keine Schäden gefunden.</translation>
        </message>
        <message>
            <source>How readily places are taken for damage; 0 finds none</source>
            <translation>Wie leicht Stellen für Schäden gehalten werden; 0 findet keine</translation>
        </message>
        <message>
            <source>Specks and scratches shorter than this stay</source>
            <translation>Kürzere Flecken und Kratzer bleiben</translation>
        </message>
        <message>
            <source>What is thicker stays; of the photo's longer side</source>
            <translation>Dickeres bleibt; Anteil der längeren Seite des Fotos</translation>
        </message>
        <message>
            <source>Cracks, dust on the negative's print, missing emulsion</source>
            <translation>Risse, Staub vom Negativ, fehlende Schicht</translation>
        </message>
        <message>
            <source>Dirt, hairs, ink, spots</source>
            <translation>Schmutz, Haare, Tinte, Flecken</translation>
        </message>
        <message>
            <source>protected</source>
            <translation>geschützt</translation>
        </message>
        <message>
            <source>filled</source>
            <translation>gefüllt</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Reparatur</translation>
        </message>
        <message>
            <source>Paint damage…</source>
            <translation>Schäden malen…</translation>
        </message>
        <message>
            <source>Damage {0}</source>
            <translation>Schaden {0}</translation>
        </message>
        <message>
            <source>Paint over what is damaged; the eraser protects.</source>
            <translation>Übermalen Sie, was beschädigt ist; der Radierer schützt.</translation>
        </message>
        <message>
            <source>There is nothing to take off this photo.</source>
            <translation>An diesem Foto gibt es nichts zu entfernen.</translation>
        </message>
        <message>
            <source>How much of yellowing and stains is taken off</source>
            <translation>Wie viel von Vergilbung und Flecken entfernt wird</translation>
        </message>
        <message>
            <source>This photo is not faded: its tones stay as they are.</source>
            <translation>Dieses Foto ist nicht verblasst: Seine Tonwerte bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Corrects what has faded, and nothing else; moving a slider takes over by hand</source>
            <translation>Berichtigt, was verblasst ist, und sonst nichts; wer einen Regler bewegt, übernimmt selbst</translation>
        </message>
        <message>
            <source>What becomes black</source>
            <translation>Was schwarz wird</translation>
        </message>
        <message>
            <source>What becomes white</source>
            <translation>Was weiß wird</translation>
        </message>
        <message>
            <source>Middle tones: below 1 lighter, above 1 darker</source>
            <translation>Mitteltöne: unter 1 heller, über 1 dunkler</translation>
        </message>
        <message>
            <source>Brings back what each layer of a faded colour photo has lost</source>
            <translation>Holt zurück, was jede Schicht eines verblassten Farbfotos verloren hat</translation>
        </message>
        <message>
            <source>Raises differences from the surroundings</source>
            <translation>Hebt Unterschiede zur Umgebung hervor</translation>
        </message>
        <message>
            <source>From the photo's own tones to the corrected ones</source>
            <translation>Von den eigenen Tonwerten des Fotos zu den korrigierten</translation>
        </message>
        <message>
            <source>{0} EV</source>
            <translation>{0} EV</translation>
        </message>
        <message>
            <source>Tone</source>
            <translation>Tonwerte</translation>
        </message>
        <message>
            <source>Lighten or darken a part…</source>
            <translation>Einen Teil aufhellen oder abdunkeln…</translation>
        </message>
        <message>
            <source>Tone region {0}</source>
            <translation>Tonregion {0}</translation>
        </message>
        <message>
            <source>Paint over what is too dark or too light.</source>
            <translation>Übermalen Sie, was zu dunkel oder zu hell ist.</translation>
        </message>
        <message>
            <source>Lighten or darken</source>
            <translation>Aufhellen oder abdunkeln</translation>
        </message>
        <message>
            <source>In stops: +1 EV is twice the light, -1 EV half of it</source>
            <translation>In Blendenstufen: +1 EV ist doppelt so viel Licht, -1 EV halb so viel</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <source>Around the mean tone of the region</source>
            <translation>Um den mittleren Ton der Region</translation>
        </message>
        <message>
            <source>Vividness</source>
            <translation>Farbkraft</translation>
        </message>
        <message>
            <source>Of the colours that the photo has of its own</source>
            <translation>Der Farben, die das Foto selbst hat</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>Now set what it does, on the right.</source>
            <translation>Stellen Sie nun rechts ein, was sie bewirkt.</translation>
        </message>
        <message>
            <source>0 is grey, 1 as found, 2 twice as vivid</source>
            <translation>0 ist grau, 1 wie gefunden, 2 doppelt so kräftig</translation>
        </message>
        <message>
            <source>Below 0 towards blue, above towards amber</source>
            <translation>Unter 0 ins Blaue, darüber ins Bernsteinfarbene</translation>
        </message>
        <message>
            <source>From the photo's own look to the new colours</source>
            <translation>Vom eigenen Aussehen des Fotos zu den neuen Farben</translation>
        </message>
        <message>
            <source>From new colours to the print in its own sepia, repaired</source>
            <translation>Von neuen Farben zum Abzug in seinem eigenen Sepia, ausgebessert</translation>
        </message>
        <message>
            <source>The longer side of the copy that is coloured: larger sees smaller things</source>
            <translation>Die längere Seite der Kopie, die eingefärbt wird: Eine größere sieht kleinere Dinge</translation>
        </message>
    </context>
    <context>
        <name>Paper</name>
        <message>
            <source>Copied the picture: {0} × {1} pixels.</source>
            <translation>Bild kopiert: {0} × {1} Pixel.</translation>
        </message>
        <message>
            <source>Copying {0}</source>
            <translation>{0} wird kopiert</translation>
        </message>
        <message>
            <source>Printing</source>
            <translation>Es wird gedruckt</translation>
        </message>
        <message>
            <source>Sent {0} sheets to the printer.</source>
            <translation>{0} Blatt an den Drucker geschickt.</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Wrote {0}.</source>
            <translation>{0} geschrieben.</translation>
        </message>
    </context>
    <context>
        <name>PhotoKindPart</name>
        <message>
            <source>This photo is</source>
            <translation>Dieses Foto ist</translation>
        </message>
        <message>
            <source>A photo that is in colour keeps its colours; the others are coloured</source>
            <translation>Ein farbiges Foto behält seine Farben; die anderen werden eingefärbt</translation>
        </message>
        <message>
            <source>as found</source>
            <translation>wie erkannt</translation>
        </message>
        <message>
            <source>as found: {0}</source>
            <translation>wie erkannt: {0}</translation>
        </message>
    </context>
    <context>
        <name>PhotoList</name>
        <message>
            <source>Photos of this scan</source>
            <translation>Fotos dieses Scans</translation>
        </message>
        <message>
            <source>Photo {0}</source>
            <translation>Foto {0}</translation>
        </message>
        <message>
            <source>turned by {0}°</source>
            <translation>um {0}° gedreht</translation>
        </message>
        <message>
            <source>Photo {0}: doubtful</source>
            <translation>Foto {0}: zweifelhaft</translation>
        </message>
    </context>
    <context>
        <name>PhotoPage</name>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>This photo is in colour; its colours are kept.</source>
            <translation>Dieses Foto ist farbig; seine Farben bleiben.</translation>
        </message>
        <message>
            <source>It is black and white</source>
            <translation>Es ist schwarzweiß</translation>
        </message>
        <message>
            <source>Keep as it is</source>
            <translation>So lassen</translation>
        </message>
        <message>
            <source>Comparing “{0}” with “{1}”.</source>
            <translation>„{0}“ und „{1}“ im Vergleich.</translation>
        </message>
        <message>
            <source>Back to the present picture</source>
            <translation>Zurück zum jetzigen Bild</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>What runs now, and why</source>
            <translation>Was jetzt rechnet, und warum</translation>
        </message>
        <message>
            <source>Test again</source>
            <translation>Erneut testen</translation>
        </message>
        <message>
            <source>Try the graphics processor once more, with the real network</source>
            <translation>Testet den Grafikprozessor noch einmal, mit dem wirklichen Netz</translation>
        </message>
        <message>
            <source>Runs now: {0}. {1}</source>
            <translation>Jetzt rechnet: {0}. {1}</translation>
        </message>
        <message>
            <source>The graphics processor is being tried…</source>
            <translation>Der Grafikprozessor wird getestet…</translation>
        </message>
        <message>
            <source>Test now</source>
            <translation>Jetzt testen</translation>
        </message>
        <message>
            <source>Recipes, projects and restored photos ({0})</source>
            <translation>Rezepte, Projekte und restaurierte Fotos ({0})</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>All settings stand in the file {0}</source>
            <translation>Alle Einstellungen stehen in der Datei {0}</translation>
        </message>
        <message>
            <source>Back to the usual</source>
            <translation>Zurück zum Üblichen</translation>
        </message>
        <message>
            <source>Take all settings of this page back</source>
            <translation>Setzt alle Einstellungen dieser Seite zurück</translation>
        </message>
        <message>
            <source>Not taken: {0}</source>
            <translation>Nicht übernommen: {0}</translation>
        </message>
        <message>
            <source>This holds from the next start.</source>
            <translation>Gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Names of recent photos</source>
            <translation>Namen zuletzt geöffneter Fotos</translation>
        </message>
        <message>
            <source>The list under Open Recent, and the folders used last</source>
            <translation>Die Liste unter „Zuletzt geöffnet“ und die zuletzt benutzten Ordner</translation>
        </message>
        <message>
            <source>Pictures pasted from the clipboard</source>
            <translation>Bilder aus der Zwischenablage</translation>
        </message>
        <message>
            <source>Projects made of them need them</source>
            <translation>Projekte, die daraus gemacht wurden, brauchen sie</translation>
        </message>
        <message>
            <source>What was done to photos</source>
            <translation>Was an Fotos gemacht wurde</translation>
        </message>
        <message>
            <source>Photos begin anew when they are opened again; what a crash has left and earlier versions of projects go, too</source>
            <translation>Fotos beginnen von vorn, wenn sie wieder geöffnet werden; was ein Absturz übrig ließ und frühere Versionen von Projekten gehen auch</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>What went wrong, for reports of mistakes</source>
            <translation>Was schiefging, für Fehlerberichte</translation>
        </message>
        <message>
            <source>What was found out about devices</source>
            <translation>Was über Geräte herausgefunden wurde</translation>
        </message>
        <message>
            <source>Without it, the graphics processor is tried again</source>
            <translation>Ohne dies wird der Grafikprozessor noch einmal getestet</translation>
        </message>
        <message>
            <source>Named colours</source>
            <translation>Benannte Farben</translation>
        </message>
        <message>
            <source>The chooser of colours removes single ones</source>
            <translation>Die Farbauswahl entfernt einzelne</translation>
        </message>
        <message>
            <source>Your own presets</source>
            <translation>Ihre eigenen Vorlagen</translation>
        </message>
        <message>
            <source>Recipes kept under a name; each is a file</source>
            <translation>Rezepte unter einem Namen; jedes ist eine Datei</translation>
        </message>
        <message>
            <source>The queue</source>
            <translation>Die Warteschlange</translation>
        </message>
        <message>
            <source>Which photos are to be restored, and what became of them</source>
            <translation>Welche Fotos zu restaurieren sind, und was aus ihnen wurde</translation>
        </message>
        <message>
            <source>Nothing leaves this computer: Heirloom opens no connection to any network, uploads nothing and counts nothing. Small pictures of photos live in memory, and go when the window closes.</source>
            <translation>Nichts verlässt diesen Computer: Heirloom öffnet keine Verbindung zu einem Netzwerk, lädt nichts hoch und zählt nichts. Kleine Bilder von Fotos liegen im Arbeitsspeicher und verschwinden mit dem Fenster.</translation>
        </message>
        <message>
            <source>What lies on this computer</source>
            <translation>Was auf diesem Computer liegt</translation>
        </message>
        <message>
            <source>Delete all of this</source>
            <translation>All dies löschen</translation>
        </message>
        <message>
            <source>Whatever has a button Delete above</source>
            <translation>Alles, was oben einen Knopf „Löschen“ hat</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Search for a command or a key</source>
            <translation>Nach Befehl oder Taste suchen</translation>
        </message>
        <message>
            <source>Take it over</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Keine Taste</translation>
        </message>
        <message>
            <source>The usual key</source>
            <translation>Übliche Taste</translation>
        </message>
        <message>
            <source>All usual keys</source>
            <translation>Alle üblichen</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Commands and their keys</source>
            <translation>Befehle und ihre Tasten</translation>
        </message>
        <message>
            <source>&amp;New key</source>
            <translation>&amp;Neue Taste</translation>
        </message>
        <message>
            <source>New key of the command</source>
            <translation>Neue Taste des Befehls</translation>
        </message>
        <message>
            <source>Press the key that the command is to have; Esc leaves it</source>
            <translation>Drücken Sie die Taste, die der Befehl haben soll; Esc lässt es</translation>
        </message>
        <message>
            <source>Chosen by you; usually {0}</source>
            <translation>Von Ihnen gewählt; üblich ist {0}</translation>
        </message>
        <message>
            <source>{0} is the key of “{1}”. Take it over for “{2}”?</source>
            <translation>{0} gehört zu „{1}“. Für „{2}“ übernehmen?</translation>
        </message>
        <message>
            <source>All commands have their usual keys.</source>
            <translation>Alle Befehle haben ihre üblichen Tasten.</translation>
        </message>
        <message>
            <source>“{0}” has the key {1} now.</source>
            <translation>„{0}“ hat jetzt die Taste {1}.</translation>
        </message>
        <message>
            <source>“{0}” has no key now.</source>
            <translation>„{0}“ hat jetzt keine Taste.</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Device and memory</source>
            <translation>Gerät und Speicher</translation>
        </message>
        <message>
            <source>Restoring</source>
            <translation>Restaurieren</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Warteschlange</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>Datenschutz</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Before and after</source>
            <translation>Vorher und nachher</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Vorher</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Nachher</translation>
        </message>
        <message>
            <source>…</source>
            <translation>…</translation>
        </message>
        <message>
            <source>Cannot be shown</source>
            <translation>Kann nicht gezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>PrintDialog</name>
        <message>
            <source>Print</source>
            <translation>Drucken</translation>
        </message>
        <message>
            <source>As large as the paper</source>
            <translation>So groß wie das Papier</translation>
        </message>
        <message>
            <source>As large as the original print</source>
            <translation>So groß wie der alte Abzug</translation>
        </message>
        <message>
            <source>Several on a sheet</source>
            <translation>Mehrere auf einem Blatt</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>Vorher und nachher</translation>
        </message>
        <message>
            <source>Paper lies across</source>
            <translation>Papier liegt quer</translation>
        </message>
        <message>
            <source>For example: Anna and Karl, Lübeck 1931</source>
            <translation>Zum Beispiel: Anna und Karl, Lübeck 1931</translation>
        </message>
        <message>
            <source>Name of each file</source>
            <translation>Name jeder Datei</translation>
        </message>
        <message>
            <source>&amp;Size</source>
            <translation>&amp;Größe</translation>
        </message>
        <message>
            <source>Photos on a s&amp;heet</source>
            <translation>Fotos auf einem &amp;Blatt</translation>
        </message>
        <message>
            <source>&amp;Paper</source>
            <translation>&amp;Papier</translation>
        </message>
        <message>
            <source>&amp;Words below</source>
            <translation>&amp;Worte darunter</translation>
        </message>
        <message>
            <source>The sheet before</source>
            <translation>Das vorige Blatt</translation>
        </message>
        <message>
            <source>The next sheet</source>
            <translation>Das nächste Blatt</translation>
        </message>
        <message>
            <source>Save as P&amp;DF…</source>
            <translation>Als P&amp;DF speichern…</translation>
        </message>
        <message>
            <source>P&amp;rint…</source>
            <translation>D&amp;rucken…</translation>
        </message>
        <message>
            <source>{0} sheets</source>
            <translation>{0} Blatt</translation>
        </message>
        <message>
            <source>A file does not say how large its print is; it is printed as large as the paper.</source>
            <translation>Eine Datei sagt nicht, wie groß ihr Abzug ist; sie wird so groß wie das Papier gedruckt.</translation>
        </message>
        <message>
            <source>A print is larger than this paper, and is made smaller.</source>
            <translation>Ein Abzug ist größer als dieses Papier und wird verkleinert.</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>Als PDF speichern</translation>
        </message>
        <message>
            <source>PDF documents ({0})</source>
            <translation>PDF-Dokumente ({0})</translation>
        </message>
    </context>
    <context>
        <name>Proposals</name>
        <message>
            <source>More vivid</source>
            <translation>Kräftiger</translation>
        </message>
        <message>
            <source>Calmer</source>
            <translation>Ruhiger</translation>
        </message>
        <message>
            <source>Warmer</source>
            <translation>Wärmer</translation>
        </message>
        <message>
            <source>Cooler</source>
            <translation>Kühler</translation>
        </message>
        <message>
            <source>Other colours</source>
            <translation>Andere Farben</translation>
        </message>
        <message>
            <source>Yet other colours</source>
            <translation>Noch andere Farben</translation>
        </message>
    </context>
    <context>
        <name>Questions</name>
        <message>
            <source>Open photos</source>
            <translation>Fotos öffnen</translation>
        </message>
        <message>
            <source>Photos and projects ({0});;All files (*)</source>
            <translation>Fotos und Projekte ({0});;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Open the photos of a folder</source>
            <translation>Fotos eines Ordners öffnen</translation>
        </message>
        <message>
            <source>Such files may be made to harm. Open it if you trust it.</source>
            <translation>Solche Dateien können schaden sollen. Öffnen Sie sie, wenn Sie ihr vertrauen.</translation>
        </message>
        <message>
            <source>Open anyway</source>
            <translation>Trotzdem öffnen</translation>
        </message>
        <message>
            <source>There is a file “{0}” already.</source>
            <translation>Es gibt schon eine Datei „{0}“.</translation>
        </message>
        <message>
            <source>Replacing it cannot be undone.</source>
            <translation>Das Ersetzen kann nicht rückgängig gemacht werden.</translation>
        </message>
        <message>
            <source>Replace it</source>
            <translation>Ersetzen</translation>
        </message>
        <message>
            <source>Save the project</source>
            <translation>Projekt speichern</translation>
        </message>
        <message>
            <source>Heirloom projects ({0})</source>
            <translation>Heirloom-Projekte ({0})</translation>
        </message>
        <message>
            <source>Export the named colours</source>
            <translation>Benannte Farben exportieren</translation>
        </message>
        <message>
            <source>Import named colours</source>
            <translation>Benannte Farben importieren</translation>
        </message>
        <message>
            <source>Take the colours of a photo</source>
            <translation>Farben eines Fotos übernehmen</translation>
        </message>
        <message>
            <source>Photos ({0});;All files (*)</source>
            <translation>Fotos ({0});;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Load a mask</source>
            <translation>Maske laden</translation>
        </message>
        <message>
            <source>Save the mask</source>
            <translation>Maske speichern</translation>
        </message>
        <message>
            <source>“{0}” has changes that were not saved.</source>
            <translation>„{0}“ hat Änderungen, die nicht gespeichert sind.</translation>
        </message>
        <message>
            <source>{0} photos have changes that were not saved.</source>
            <translation>{0} Fotos haben Änderungen, die nicht gespeichert sind.</translation>
        </message>
        <message>
            <source>A project keeps them. The original files stay in any case.</source>
            <translation>Ein Projekt bewahrt sie. Die Originaldateien bleiben in jedem Fall.</translation>
        </message>
        <message>
            <source>Projects keep them; they are written beside the photos. The original files stay in any case.</source>
            <translation>Projekte bewahren sie auf; sie werden neben die Fotos geschrieben. Die Originaldateien bleiben in jedem Fall.</translation>
        </message>
        <message>
            <source>Save all</source>
            <translation>Alle speichern</translation>
        </message>
        <message>
            <source>Discard all</source>
            <translation>Alle verwerfen</translation>
        </message>
        <message>
            <source>A result is still being written.</source>
            <translation>Ein Ergebnis wird noch geschrieben.</translation>
        </message>
        <message>
            <source>If you close now, it is given up; nothing half-written stays.</source>
            <translation>Wenn Sie jetzt schließen, wird es aufgegeben; nichts Halbes bleibt zurück.</translation>
        </message>
        <message>
            <source>Give it up</source>
            <translation>Aufgeben</translation>
        </message>
        <message>
            <source>Add photos to the queue</source>
            <translation>Fotos in die Warteschlange aufnehmen</translation>
        </message>
        <message>
            <source>Add the photos of a folder to the queue</source>
            <translation>Fotos eines Ordners in die Warteschlange aufnehmen</translation>
        </message>
        <message>
            <source>Write the report into a folder</source>
            <translation>Bericht in einen Ordner schreiben</translation>
        </message>
        <message>
            <source>The queue is not done yet: {0} to go.</source>
            <translation>Die Warteschlange ist noch nicht fertig: noch {0}.</translation>
        </message>
        <message>
            <source>It can go on without this window. If it pauses, the photos under way are finished, and the rest waits for the next start.</source>
            <translation>Sie kann ohne dieses Fenster weiterarbeiten. In der Pause werden die begonnenen Fotos beendet, und der Rest wartet auf den nächsten Start.</translation>
        </message>
        <message>
            <source>Go on in the background</source>
            <translation>Im Hintergrund weiter</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Choose scans with several photos each</source>
            <translation>Wählen Sie Scans mit je mehreren Fotos</translation>
        </message>
        <message>
            <source>Scans ({0});;All files (*)</source>
            <translation>Scans ({0});;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Write the photos into a folder</source>
            <translation>Fotos in einen Ordner schreiben</translation>
        </message>
        <message>
            <source>{0} of approved scans are not written yet.</source>
            <translation>{0} aus bestätigten Scans sind noch nicht geschrieben.</translation>
        </message>
        <message>
            <source>The scans stay; they would have to be looked at once more.</source>
            <translation>Die Scans bleiben; sie müssten noch einmal angesehen werden.</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>Colours ({0})</source>
            <translation>Farben ({0})</translation>
        </message>
        <message>
            <source>Masks ({0})</source>
            <translation>Masken ({0})</translation>
        </message>
    </context>
    <context>
        <name>Queue</name>
        <message>
            <source>{0} added</source>
            <translation>{0} aufgenommen</translation>
        </message>
        <message>
            <source>, {0} to be looked at again</source>
            <translation>, {0} werden noch einmal angesehen</translation>
        </message>
        <message>
            <source>, {0} waited already</source>
            <translation>, {0} warteten schon</translation>
        </message>
        <message>
            <source>Adding photos to the queue</source>
            <translation>Fotos in die Warteschlange aufnehmen</translation>
        </message>
        <message>
            <source>The report is in {0}.</source>
            <translation>Der Bericht liegt in {0}.</translation>
        </message>
        <message>
            <source>Read it</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>Bericht schreiben</translation>
        </message>
        <message>
            <source>Opening {0}</source>
            <translation>{0} öffnen</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>In Arbeit</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>Unverändert</translation>
        </message>
        <message>
            <source>To look through</source>
            <translation>Durchzusehen</translation>
        </message>
        <message>
            <source>{0}, page {1}</source>
            <translation>{0}, Seite {1}</translation>
        </message>
        <message>
            <source>{0} (back of {1})</source>
            <translation>{0} (Rückseite von {1})</translation>
        </message>
        <message>
            <source>to {0}</source>
            <translation>nach {0}</translation>
        </message>
        <message>
            <source>The result of an earlier run still fits</source>
            <translation>Das Ergebnis eines früheren Laufs passt noch</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>Tried again with less memory</source>
            <translation>Noch einmal mit weniger Speicher versucht</translation>
        </message>
        <message>
            <source>Looked at; its set is coloured when all of it is</source>
            <translation>Angesehen; seine Reihe wird eingefärbt, wenn alle es sind</translation>
        </message>
        <message>
            <source>for {0} s</source>
            <translation>seit {0} s</translation>
        </message>
        <message>
            <source>for {0} s; others took {1} s</source>
            <translation>seit {0} s; andere brauchten {1} s</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>about a minute</source>
            <translation>etwa eine Minute</translation>
        </message>
        <message>
            <source>about {0} minutes</source>
            <translation>etwa {0} Minuten</translation>
        </message>
        <message>
            <source>about {0} hours</source>
            <translation>etwa {0} Stunden</translation>
        </message>
    </context>
    <context>
        <name>QueueList</name>
        <message>
            <source>Photos in the queue</source>
            <translation>Fotos in der Warteschlange</translation>
        </message>
    </context>
    <context>
        <name>QueuePage</name>
        <message>
            <source>Show only rows with these words</source>
            <translation>Zeigt nur Zeilen mit diesen Wörtern</translation>
        </message>
        <message>
            <source>Nothing here matches.</source>
            <translation>Hier passt nichts.</translation>
        </message>
    </context>
    <context>
        <name>RecoveryDialog</name>
        <message>
            <source>Recover photos</source>
            <translation>Fotos wiederherstellen</translation>
        </message>
        <message>
            <source>Heirloom ended unexpectedly. What was done to these photos is still there; the original files are as they were.</source>
            <translation>Heirloom wurde unerwartet beendet. Was an diesen Fotos gemacht wurde, ist noch da; die Originaldateien sind, wie sie waren.</translation>
        </message>
        <message>
            <source>Photos that can be recovered</source>
            <translation>Fotos, die wiederhergestellt werden können</translation>
        </message>
        <message>
            <source>Recover</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Später</translation>
        </message>
        <message>
            <source>{0}, page {1}</source>
            <translation>{0}, Seite {1}</translation>
        </message>
        <message>
            <source>changed {0}</source>
            <translation>geändert {0}</translation>
        </message>
    </context>
    <context>
        <name>ReferencePart</name>
        <message>
            <source>Try another…</source>
            <translation>Andere probieren…</translation>
        </message>
        <message>
            <source>Show other looks of the whole picture, to take one</source>
            <translation>Zeigt andere Fassungen des ganzen Bildes, um eine zu übernehmen</translation>
        </message>
        <message>
            <source>Take colours from…</source>
            <translation>Farben übernehmen von…</translation>
        </message>
        <message>
            <source>Use the colours of another photo of the same set</source>
            <translation>Benutzt die Farben eines anderen Fotos derselben Reihe</translation>
        </message>
        <message>
            <source>Give up the colours of the other photo</source>
            <translation>Farben des anderen Fotos aufgeben</translation>
        </message>
        <message>
            <source>Strength of its colours</source>
            <translation>Stärke seiner Farben</translation>
        </message>
        <message>
            <source>From this photo's own colours to those of the other photo</source>
            <translation>Von den eigenen Farben dieses Fotos zu denen des anderen</translation>
        </message>
        <message>
            <source>Colours of {0}</source>
            <translation>Farben von {0}</translation>
        </message>
        <message>
            <source>A &amp;File…</source>
            <translation>Einer &amp;Datei…</translation>
        </message>
    </context>
    <context>
        <name>RegionEffect</name>
        <message>
            <source>has a colour</source>
            <translation>hat eine Farbe</translation>
        </message>
        <message>
            <source>is recoloured automatically</source>
            <translation>wird automatisch neu eingefärbt</translation>
        </message>
        <message>
            <source>stays grey</source>
            <translation>bleibt grau</translation>
        </message>
        <message>
            <source>What the region does</source>
            <translation>Was die Region tut</translation>
        </message>
        <message>
            <source>The region</source>
            <translation>Die Region</translation>
        </message>
        <message>
            <source>Next proposal</source>
            <translation>Nächster Vorschlag</translation>
        </message>
        <message>
            <source>Another colour that the network holds for likely</source>
            <translation>Eine andere Farbe, die das Netz für wahrscheinlich hält</translation>
        </message>
    </context>
    <context>
        <name>RegionList</name>
        <message>
            <source>Regions</source>
            <translation>Regionen</translation>
        </message>
        <message>
            <source>F2 renames, dragging or Ctrl with arrows reorders, Del deletes, Space switches</source>
            <translation>F2 benennt um, Ziehen oder Strg mit Pfeilen ordnet um, Entf löscht, Leertaste schaltet</translation>
        </message>
    </context>
    <context>
        <name>RegionOptions</name>
        <message>
            <source>Moves the outline outwards, or inwards</source>
            <translation>Verschiebt den Umriss nach außen oder innen</translation>
        </message>
        <message>
            <source>Lets the outline fade</source>
            <translation>Lässt den Umriss auslaufen</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>Erweitern</translation>
        </message>
        <message>
            <source>Feather</source>
            <translation>Weiche Kante</translation>
        </message>
        <message>
            <source>Smart edge</source>
            <translation>Intelligente Kante</translation>
        </message>
        <message>
            <source>More of the region</source>
            <translation>Mehr zur Region</translation>
        </message>
        <message>
            <source>Takes in what is enclosed</source>
            <translation>Nimmt hinzu, was umschlossen ist</translation>
        </message>
        <message>
            <source>Fill holes</source>
            <translation>Löcher füllen</translation>
        </message>
        <message>
            <source>Invert</source>
            <translation>Umkehren</translation>
        </message>
        <message>
            <source>on</source>
            <translation>ein</translation>
        </message>
        <message>
            <source>off</source>
            <translation>aus</translation>
        </message>
    </context>
    <context>
        <name>Repair</name>
        <message>
            <source>Paint over a spot or a scratch; Shift and drag changes the size.</source>
            <translation>Übermalen Sie einen Fleck oder Kratzer; Ziehen mit Umschalt ändert die Größe.</translation>
        </message>
        <message>
            <source>Alt-click where to take from, then paint.</source>
            <translation>Alt-Klick, wovon genommen wird, dann malen.</translation>
        </message>
        <message>
            <source>Paint; Alt-click takes from elsewhere.</source>
            <translation>Malen; Alt-Klick nimmt von woanders.</translation>
        </message>
    </context>
    <context>
        <name>RepairEditor</name>
        <message>
            <source>First click with Alt where to take from.</source>
            <translation>Klicken Sie zuerst mit Alt, wovon genommen wird.</translation>
        </message>
        <message>
            <source>There is nothing to take from so far away.</source>
            <translation>So weit weg gibt es nichts, wovon genommen werden kann.</translation>
        </message>
        <message>
            <source>Not damaged</source>
            <translation>Kein Schaden</translation>
        </message>
    </context>
    <context>
        <name>RepairPart</name>
        <message>
            <source>Show what is repaired</source>
            <translation>Zeigen, was repariert ist</translation>
        </message>
        <message>
            <source>Lays a colour over all that is found and painted</source>
            <translation>Legt eine Farbe über alles Gefundene und Gemalte</translation>
        </message>
        <message>
            <source>Hold to see without</source>
            <translation>Halten: ohne ansehen</translation>
        </message>
        <message>
            <source>The photo without Repair, as long as it is pressed</source>
            <translation>Das Foto ohne Reparatur, solange gedrückt wird</translation>
        </message>
        <message>
            <source>{0} pieces found</source>
            <translation>{0} Stellen gefunden</translation>
        </message>
        <message>
            <source>crack or scratch</source>
            <translation>Riss oder Kratzer</translation>
        </message>
        <message>
            <source>speck</source>
            <translation>Fleck</translation>
        </message>
        <message>
            <source>larger place</source>
            <translation>größere Stelle</translation>
        </message>
        <message>
            <source>{0} of {1}: {2}, {3} % of the photo</source>
            <translation>{0} von {1}: {2}, {3} % des Fotos</translation>
        </message>
    </context>
    <context>
        <name>ResolutionRow</name>
        <message>
            <source>&amp;Resolution</source>
            <translation>&amp;Auflösung</translation>
        </message>
        <message>
            <source>So its longer side is taken for that of an A4 sheet.</source>
            <translation>Also gilt seine längere Seite als die eines A4-Blatts.</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message>
            <source>{0} doubtful</source>
            <translation>{0} zweifelhaft</translation>
        </message>
        <message>
            <source>Photo {0}, turned by {1} degrees.</source>
            <translation>Foto {0}, um {1} Grad gedreht.</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>Looking for scans</source>
            <translation>Scans werden gesucht</translation>
        </message>
        <message>
            <source>Finding the photos on {0}</source>
            <translation>Fotos auf {0} werden gesucht</translation>
        </message>
        <message>
            <source>Writing {0}</source>
            <translation>{0} schreiben</translation>
        </message>
    </context>
    <context>
        <name>ReviewPage</name>
        <message>
            <source>Split scans into photos</source>
            <translation>Scans in Fotos zerlegen</translation>
        </message>
        <message>
            <source>Several photos that lay on the scanner's glass together are found, straightened and cut apart. You look at each scan before anything is written.</source>
            <translation>Mehrere Fotos, die zusammen auf dem Glas des Scanners lagen, werden gefunden, gerade gerichtet und auseinandergeschnitten. Sie sehen jeden Scan an, bevor etwas geschrieben wird.</translation>
        </message>
        <message>
            <source>photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Finding the photos…</source>
            <translation>Fotos werden gesucht…</translation>
        </message>
        <message>
            <source>Looking for photos was stopped.
The menu Scan can begin it again.</source>
            <translation>Die Suche nach Fotos wurde angehalten.
Das Menü „Scan“ kann sie neu beginnen.</translation>
        </message>
        <message>
            <source>Scan {0} of {1}</source>
            <translation>Scan {0} von {1}</translation>
        </message>
        <message>
            <source>{0} doubtful</source>
            <translation>{0} zweifelhaft</translation>
        </message>
        <message>
            <source>approved</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>drag over a photo to add its frame</source>
            <translation>ziehen Sie über ein Foto, um seinen Rahmen hinzuzufügen</translation>
        </message>
        <message>
            <source>{0} written to {1}.</source>
            <translation>{0} nach {1} geschrieben.</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
    </context>
    <context>
        <name>ScanView</name>
        <message>
            <source>Scan</source>
            <translation>Scan</translation>
        </message>
        <message>
            <source>No frame is chosen.</source>
            <translation>Kein Rahmen ist ausgewählt.</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>Opening {0}</source>
            <translation>{0} öffnen</translation>
        </message>
        <message>
            <source>Pasting</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <source>Opening page {0}</source>
            <translation>Seite {0} öffnen</translation>
        </message>
        <message>
            <source>Recovering photos</source>
            <translation>Fotos werden wiederhergestellt</translation>
        </message>
        <message>
            <source>There is nothing to straighten or to cut away.</source>
            <translation>Es gibt nichts gerade zu richten oder abzuschneiden.</translation>
        </message>
        <message>
            <source>Looking at the photo</source>
            <translation>Das Foto wird angesehen</translation>
        </message>
        <message>
            <source>Restored {0}.</source>
            <translation>{0} restauriert.</translation>
        </message>
        <message>
            <source>Everything that they need is switched on already.</source>
            <translation>Alles, was sie brauchen, ist schon eingeschaltet.</translation>
        </message>
        <message>
            <source>Looking at {0}</source>
            <translation>{0} wird betrachtet</translation>
        </message>
        <message>
            <source>Everything that this photo needs is switched on already.</source>
            <translation>Alles, was dieses Foto braucht, ist schon eingeschaltet.</translation>
        </message>
        <message>
            <source>Saved {0}.</source>
            <translation>{0} gespeichert.</translation>
        </message>
        <message>
            <source>Saving {0}</source>
            <translation>{0} speichern</translation>
        </message>
        <message>
            <source>Copied the settings of {0}.</source>
            <translation>Einstellungen von {0} kopiert.</translation>
        </message>
        <message>
            <source>Pasted the settings onto {0}.</source>
            <translation>Einstellungen auf {0} übertragen.</translation>
        </message>
        <message>
            <source>Exporting {0}</source>
            <translation>{0} exportieren</translation>
        </message>
        <message>
            <source>Taking colours from {0}</source>
            <translation>Farben von {0} übernehmen</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Pages of the settings</source>
            <translation>Seiten der Einstellungen</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>Colour under the pointer</source>
            <translation>Farbe unter dem Mauszeiger</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>Device and time</source>
            <translation>Gerät und Zeit</translation>
        </message>
        <message>
            <source>The graphics processor is being tried…</source>
            <translation>Der Grafikprozessor wird getestet…</translation>
        </message>
        <message>
            <source>Run on the &amp;GPU: {0}</source>
            <translation>Auf der GP&amp;U rechnen: {0}</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Startet…</translation>
        </message>
        <message>
            <source> · {0} s</source>
            <translation> · {0} s</translation>
        </message>
        <message>
            <source>Runs the networks. {0}</source>
            <translation>Führt die Netze aus. {0}</translation>
        </message>
    </context>
    <context>
        <name>StepPanel</name>
        <message>
            <source>Fold or unfold {0}</source>
            <translation>{0} auf- oder zuklappen</translation>
        </message>
        <message>
            <source>Show the photo without {0}</source>
            <translation>Foto ohne {0} zeigen</translation>
        </message>
        <message>
            <source>Reset {0}</source>
            <translation>{0} zurücksetzen</translation>
        </message>
        <message>
            <source>{0} on or off</source>
            <translation>{0} ein oder aus</translation>
        </message>
        <message>
            <source>More of {0}</source>
            <translation>Mehr zu {0}</translation>
        </message>
    </context>
    <context>
        <name>Things</name>
        <message>
            <source>Skin</source>
            <translation>Haut</translation>
        </message>
        <message>
            <source>Fair skin</source>
            <translation>Helle Haut</translation>
        </message>
        <message>
            <source>Tanned skin</source>
            <translation>Gebräunte Haut</translation>
        </message>
        <message>
            <source>Olive skin</source>
            <translation>Olivfarbene Haut</translation>
        </message>
        <message>
            <source>Brown skin</source>
            <translation>Braune Haut</translation>
        </message>
        <message>
            <source>Dark skin</source>
            <translation>Dunkle Haut</translation>
        </message>
        <message>
            <source>Lips and cheeks</source>
            <translation>Lippen und Wangen</translation>
        </message>
        <message>
            <source>Hair</source>
            <translation>Haare</translation>
        </message>
        <message>
            <source>Blond hair</source>
            <translation>Blonde Haare</translation>
        </message>
        <message>
            <source>Light brown hair</source>
            <translation>Hellbraune Haare</translation>
        </message>
        <message>
            <source>Brown hair</source>
            <translation>Braune Haare</translation>
        </message>
        <message>
            <source>Red hair</source>
            <translation>Rote Haare</translation>
        </message>
        <message>
            <source>Black or grey hair</source>
            <translation>Schwarze oder graue Haare</translation>
        </message>
        <message>
            <source>Sky and water</source>
            <translation>Himmel und Wasser</translation>
        </message>
        <message>
            <source>Clear sky</source>
            <translation>Klarer Himmel</translation>
        </message>
        <message>
            <source>Pale sky</source>
            <translation>Blasser Himmel</translation>
        </message>
        <message>
            <source>Evening sky</source>
            <translation>Abendhimmel</translation>
        </message>
        <message>
            <source>Sea and lakes</source>
            <translation>Meer und Seen</translation>
        </message>
        <message>
            <source>Plants</source>
            <translation>Pflanzen</translation>
        </message>
        <message>
            <source>Grass</source>
            <translation>Gras</translation>
        </message>
        <message>
            <source>Leaves</source>
            <translation>Laub</translation>
        </message>
        <message>
            <source>Fir trees</source>
            <translation>Nadelbäume</translation>
        </message>
        <message>
            <source>Straw and hay</source>
            <translation>Stroh und Heu</translation>
        </message>
        <message>
            <source>Autumn leaves</source>
            <translation>Herbstlaub</translation>
        </message>
        <message>
            <source>Brick, stone and wood</source>
            <translation>Ziegel, Stein und Holz</translation>
        </message>
        <message>
            <source>Brick</source>
            <translation>Ziegel</translation>
        </message>
        <message>
            <source>Roof tiles</source>
            <translation>Dachziegel</translation>
        </message>
        <message>
            <source>Sandstone</source>
            <translation>Sandstein</translation>
        </message>
        <message>
            <source>Concrete and slate</source>
            <translation>Beton und Schiefer</translation>
        </message>
        <message>
            <source>Pale wood</source>
            <translation>Helles Holz</translation>
        </message>
        <message>
            <source>Dark wood</source>
            <translation>Dunkles Holz</translation>
        </message>
        <message>
            <source>Cloth</source>
            <translation>Stoffe</translation>
        </message>
        <message>
            <source>Black, grey or white cloth</source>
            <translation>Schwarzer, grauer oder weißer Stoff</translation>
        </message>
        <message>
            <source>Cream cloth</source>
            <translation>Cremefarbener Stoff</translation>
        </message>
        <message>
            <source>Brown wool</source>
            <translation>Braune Wolle</translation>
        </message>
        <message>
            <source>Navy cloth</source>
            <translation>Marineblauer Stoff</translation>
        </message>
        <message>
            <source>Denim</source>
            <translation>Jeansstoff</translation>
        </message>
        <message>
            <source>Wine red cloth</source>
            <translation>Weinroter Stoff</translation>
        </message>
        <message>
            <source>Bright red cloth</source>
            <translation>Leuchtend roter Stoff</translation>
        </message>
        <message>
            <source>Rose cloth</source>
            <translation>Rosa Stoff</translation>
        </message>
        <message>
            <source>Bottle green cloth</source>
            <translation>Flaschengrüner Stoff</translation>
        </message>
        <message>
            <source>Uniforms</source>
            <translation>Uniformen</translation>
        </message>
        <message>
            <source>Field grey uniform</source>
            <translation>Feldgraue Uniform</translation>
        </message>
        <message>
            <source>Khaki uniform</source>
            <translation>Khaki-Uniform</translation>
        </message>
        <message>
            <source>Olive drab uniform</source>
            <translation>Olivgrüne Uniform</translation>
        </message>
        <message>
            <source>Navy blue uniform</source>
            <translation>Marineblaue Uniform</translation>
        </message>
        <message>
            <source>Horizon blue uniform</source>
            <translation>Horizontblaue Uniform</translation>
        </message>
        <message>
            <source>Metals</source>
            <translation>Metalle</translation>
        </message>
        <message>
            <source>Gold</source>
            <translation>Gold</translation>
        </message>
        <message>
            <source>Brass</source>
            <translation>Messing</translation>
        </message>
        <message>
            <source>Copper</source>
            <translation>Kupfer</translation>
        </message>
        <message>
            <source>Silver and steel</source>
            <translation>Silber und Stahl</translation>
        </message>
        <message>
            <source>Rust</source>
            <translation>Rost</translation>
        </message>
        <message>
            <source>The colour of…</source>
            <translation>Die Farbe von…</translation>
        </message>
        <message>
            <source>Skin, hair, grass, brick, uniforms: each as it would look here</source>
            <translation>Haut, Haare, Gras, Ziegel, Uniformen: jeweils so, wie es hier aussähe</translation>
        </message>
    </context>
    <context>
        <name>TileFeed</name>
        <message>
            <source>Restoring</source>
            <translation>Restaurieren</translation>
        </message>
    </context>
    <context>
        <name>ValueSlider</name>
        <message>
            <source>Double-click for {0}</source>
            <translation>Doppelklick für {0}</translation>
        </message>
    </context>
    <context>
        <name>VariantsPage</name>
        <message>
            <source>Other looks of the picture</source>
            <translation>Andere Fassungen des Bildes</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <source>How should it look?</source>
            <translation>Wie soll es aussehen?</translation>
        </message>
        <message>
            <source>A click takes it. Esc keeps the picture as it is now.</source>
            <translation>Ein Klick übernimmt die Fassung. Esc lässt das Bild, wie es ist.</translation>
        </message>
        <message>
            <source>Keep the picture as it is now (Esc)</source>
            <translation>Bild lassen, wie es ist (Esc)</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>Restore an old photograph</source>
            <translation>Ein altes Foto restaurieren</translation>
        </message>
        <message>
            <source>Recent photos</source>
            <translation>Zuletzt geöffnete Fotos</translation>
        </message>
        <message>
            <source>Or try a sample</source>
            <translation>Oder probieren Sie ein Beispiel</translation>
        </message>
        <message>
            <source>Sample {0}</source>
            <translation>Beispiel {0}</translation>
        </message>
        <message>
            <source>Drop photos or a folder here, or paste a picture. Nothing leaves this computer.</source>
            <translation>Legen Sie Fotos oder einen Ordner hier ab, oder fügen Sie ein Bild ein. Nichts verlässt diesen Computer.</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>Öffnen…</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Tools</source>
            <translation>Werkzeuge</translation>
        </message>
        <message>
            <source>Heirloom ended unexpectedly the last time.</source>
            <translation>Heirloom wurde das letzte Mal unerwartet beendet.</translation>
        </message>
        <message>
            <source>Details…</source>
            <translation>Details…</translation>
        </message>
        <message>
            <source>Steps of a newer version are switched off here; they stay in the project. Update Heirloom to see and export them.</source>
            <translation>Schritte einer neueren Version sind hier ausgeschaltet; sie bleiben im Projekt. Aktualisieren Sie Heirloom, um sie zu sehen und zu exportieren.</translation>
        </message>
        <message>
            <source>Heirloom made this picture of “{0}”.</source>
            <translation>Heirloom hat dieses Bild aus „{0}“ gemacht.</translation>
        </message>
        <message>
            <source>Continue this restoration</source>
            <translation>Diese Restaurierung fortsetzen</translation>
        </message>
        <message>
            <source>“{0}” goes on where you left it.</source>
            <translation>„{0}“ geht dort weiter, wo Sie aufgehört haben.</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Von vorn beginnen</translation>
        </message>
        <message>
            <source>Exported {0} ({1}, {2} s).</source>
            <translation>{0} exportiert ({1}, {2} s).</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Exported {0} to {1}.</source>
            <translation>{0} nach {1} exportiert.</translation>
        </message>
    </context>
    <context>
        <name>WipeHandle</name>
        <message>
            <source>Line between original and result</source>
            <translation>Linie zwischen Original und Ergebnis</translation>
        </message>
        <message>
            <source>Drag, or use the arrow keys; Home and End go to the edges</source>
            <translation>Ziehen Sie, oder benutzen Sie die Pfeiltasten; Pos1 und Ende gehen an die Ränder</translation>
        </message>
    </context>
    <context>
        <name>Workspace</name>
        <message>
            <source>There is no picture on the clipboard.</source>
            <translation>In der Zwischenablage ist kein Bild.</translation>
        </message>
    </context>
    <context>
        <name>_Cell</name>
        <message>
            <source>As it is now</source>
            <translation>Wie es jetzt ist</translation>
        </message>
        <message>
            <source>Take this: {0}</source>
            <translation>Dies nehmen: {0}</translation>
        </message>
        <message>
            <source>…</source>
            <translation>…</translation>
        </message>
        <message>
            <source>Not possible</source>
            <translation>Nicht möglich</translation>
        </message>
    </context>
    <context>
        <name>_End</name>
        <message>
            <source>{0} of {1} scans are approved.</source>
            <translation>{0} von {1} Scans sind bestätigt.</translation>
        </message>
        <message>
            <source>Writing…</source>
            <translation>Wird geschrieben…</translation>
        </message>
        <message>
            <source>{0} can be written</source>
            <translation>{0} kann geschrieben werden</translation>
        </message>
        <message>
            <source>They go to {0}</source>
            <translation>Sie kommen nach {0}</translation>
        </message>
        <message>
            <source>{0} written</source>
            <translation>{0} geschrieben</translation>
        </message>
        <message>
            <source>Nothing is to be written</source>
            <translation>Nichts ist zu schreiben</translation>
        </message>
    </context>
    <context>
        <name>_Here</name>
        <message>
            <source>The colour as it looks here: {0}</source>
            <translation>Die Farbe, wie sie hier aussieht: {0}</translation>
        </message>
    </context>
    <context>
        <name>_Invitation</name>
        <message>
            <source>Restore a whole box of photos</source>
            <translation>Eine ganze Kiste Fotos restaurieren</translation>
        </message>
        <message>
            <source>Drop photos or folders here. They are restored one after the other while you do something else. A power cut costs one photo's work at most.</source>
            <translation>Legen Sie Fotos oder Ordner hier ab. Sie werden eins nach dem anderen restauriert, während Sie etwas anderes tun. Ein Stromausfall kostet höchstens die Arbeit an einem Foto.</translation>
        </message>
        <message>
            <source>Add Photos…</source>
            <translation>Fotos aufnehmen…</translation>
        </message>
        <message>
            <source>Add a Folder…</source>
            <translation>Ordner aufnehmen…</translation>
        </message>
    </context>
    <context>
        <name>_Line</name>
        <message>
            <source>Dismiss this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>_PageChoice</name>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>of {0}</source>
            <translation>von {0}</translation>
        </message>
    </context>
    <context>
        <name>_PhotoModel</name>
        <message>
            <source>Changed since it was last exported or saved as a project</source>
            <translation>Geändert, seit es zuletzt exportiert oder als Projekt gespeichert wurde</translation>
        </message>
        <message>
            <source>{0}, changed</source>
            <translation>{0}, geändert</translation>
        </message>
    </context>
    <context>
        <name>_Preview</name>
        <message>
            <source>Preview of the sheet</source>
            <translation>Vorschau des Blatts</translation>
        </message>
    </context>
    <context>
        <name>_Running</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Cancel (Esc)</source>
            <translation>Abbrechen (Esc)</translation>
        </message>
        <message>
            <source> (and {0} more)</source>
            <translation> (und {0} weitere)</translation>
        </message>
    </context>
</TS>
