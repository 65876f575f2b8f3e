package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

var placeholder = regexp.MustCompile(`\$\{(\w+)(\+1)?\}`)

// filled puts values in the places that are held for them, and writes repetitions out.
func filled(value interface{}, values map[string]string) (interface{}, error) {
	switch value := value.(type) {
	case string:
		return filledText(value, values)
	case map[string]interface{}:
		object := map[string]interface{}{}
		for name, member := range value {
			member, err := filled(member, values)
			if err != nil {
				return nil, err
			}
			object[name] = member
		}
		return object, nil
	case []interface{}:
		list := []interface{}{}
		for _, element := range value {
			copies := []interface{}{element}
			if repeated, is := element.(map[string]interface{}); is && repeated["times"] != nil {
				copies = copies[:0]
				times, err := strconv.Atoi(fmt.Sprint(repeated["times"]))
				if err != nil {
					return nil, err
				}
				for n := 0; n < times; n++ {
					copies = append(copies, numbered{repeated["of"], n})
				}
			}
			for _, element := range copies {
				values := values
				if copied, is := element.(numbered); is {
					element, values = copied.of, with(values, "n", strconv.Itoa(copied.n))
				}
				element, err := filled(element, values)
				if err != nil {
					return nil, err
				}
				list = append(list, element)
			}
		}
		return list, nil
	}
	return value, nil
}

type numbered struct {
	of interface{}
	n  int
}

func with(values map[string]string, name, value string) map[string]string {
	more := map[string]string{name: value}
	for name, value := range values {
		if more[name] == "" {
			more[name] = value
		}
	}
	return more
}

func filledText(text string, values map[string]string) (interface{}, error) {
	var problem error
	text = placeholder.ReplaceAllStringFunc(text, func(found string) string {
		parts := placeholder.FindStringSubmatch(found)
		value, has := values[parts[1]]
		if !has {
			problem = fmt.Errorf("nothing was saved as %q", parts[1])
		}
		if parts[2] != "" {
			number, err := strconv.ParseUint(value, 10, 64)
			if err != nil {
				problem = err
			}
			return strconv.FormatUint(number+1, 10)
		}
		return value
	})
	return text, problem
}

// difference is the first place where what came is not what was expected; empty where it is.
func difference(expected, got interface{}, place string) string {
	differs := func() string { return fmt.Sprintf("%s: expected %s, got %s", place, shown(expected), shown(got)) }
	if got == nil {
		for _, absent := range []interface{}{json.Number("0"), "0", "", false, []interface{}{}} {
			if reflect.DeepEqual(expected, absent) {
				return ""
			}
		}
		return differs()
	}
	switch expected := expected.(type) {
	case map[string]interface{}:
		got, is := got.(map[string]interface{})
		if !is {
			return differs()
		}
		for name, member := range expected {
			if found := difference(member, got[name], place+"."+name); found != "" {
				return found
			}
		}
	case []interface{}:
		got, is := got.([]interface{})
		if !is || len(got) != len(expected) {
			return differs()
		}
		for at, element := range expected {
			if found := difference(element, got[at], fmt.Sprint(place, ".", at)); found != "" {
				return found
			}
		}
	default:
		if !reflect.DeepEqual(expected, got) {
			return differs()
		}
	}
	return ""
}

// at is the text at a path such as results.0.id.
func at(value interface{}, path string) (string, error) {
	whole := value
	for _, name := range strings.Split(path, ".") {
		switch holder := value.(type) {
		case map[string]interface{}:
			value = holder[name]
		case []interface{}:
			place, err := strconv.Atoi(name)
			if err != nil || place >= len(holder) {
				return "", fmt.Errorf("nothing at %s in %s", path, shown(whole))
			}
			value = holder[place]
		}
	}
	text, is := value.(string)
	if !is {
		return "", fmt.Errorf("no text at %s in %s", path, shown(whole))
	}
	return text, nil
}

func shown(value interface{}) string {
	text, _ := json.Marshal(value)
	if len(text) > 300 {
		return string(text[:300]) + "…"
	}
	return string(text)
}
